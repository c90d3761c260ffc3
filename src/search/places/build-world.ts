import { readFileSync } from 'node:fs'
import { countryName, newCountryNames } from './countries.ts'
import { newNameList, type NameList, type NameSort } from './name-index.ts'
import { fold } from './place-names.ts'
import { openTowns, readTowns, type Town } from './read-towns.ts'
import { newWorldColumns, type Land } from './world-columns.ts'
import { placesCalled } from './world-names.ts'
import { kindOf, nameOf, peopleOf, placeWithId, type World } from './world.ts'

/** Smaller towns are found by the beginning of their name alone: 'tropez' is Saint-Tropez, but not every Sainte-Croix-du-Mont is 'mont'. */
const partsPopulationMin = 4_000
/** A record of the package's file is longer, and so is a name in it. */
const recordBytesMin = 16

/** All of it at once, in a second or two: for a thread of its own. */
export function buildWorld(): World {
  const file = openTowns()
  const names = newNameList()
  const columns = newWorldColumns(Math.ceil(file.length / recordBytesMin), file.length)
  const lands = newLands()
  for (const town of readTowns(file)) {
    addNames(names, { place: columns.count(), name: town.name, parts: town.population >= partsPopulationMin })
    lands.join(town, columns.count())
    columns.add(town)
  }
  const towns = columns.count()
  const all = lands.all()
  for (const [index, land] of all.entries()) addNames(names, { place: towns + index, name: land.name, others: land.others, parts: true })
  const world = columns.all(all)
  for (const [id, others] of linesOf('towns.tsv')) {
    const town = placeWithId(world, `gn:${id}`)
    if (town !== undefined) addNames(names, { place: town, name: null, others, parts: false })
  }
  const whole = { ...world, index: names.index() }
  meanTowns(whole)
  return whole
}

/** Whoever says New York or Tokyo means the town, though more people live in the region: this part of them mean the region. */
const regionShare = 0.1

function meanTowns(world: World): void {
  for (let place = world.towns; place < world.places; place++) {
    const towns = placesCalled(world, fold(nameOf(world, place))).filter((town) => world.region[town] === place && town !== place)
    if (kindOf(world, place) === 'region' && towns.length > 0) world.population[place] = peopleOf(world, place) * regionShare
  }
}

function newLands() {
  const called = newCountryNames()
  const regionNames = new Map(linesOf('regions.tsv'))
  const [regions, countries] = [new Map<string, Land>(), new Map<string, Land>()]
  const newRegion = (code: string, country: string, [name = '', ...others]: readonly string[]): Land => {
    return { code, kind: 'region', name, others, towns: [], country }
  }
  const newCountry = (country: string): Land => {
    return { code: country, kind: 'country', name: countryName(country), others: called(country).map(fold), towns: [], country }
  }
  return {
    join: ({ country, admin }: Town, place: number) => {
      const code = `${country}.${admin}`
      const names = regionNames.get(code)
      if (names) joinLand(regions, code, () => newRegion(code, country, names)).towns.push(place)
      joinLand(countries, country, () => newCountry(country)).towns.push(place)
    },
    all: () => [...regions.values(), ...[...linesOf('landscapes.tsv')].map(newLandscape), ...countries.values()],
  }
}

/** Islands, coasts, lakes and mountains that no census counts, and holidays are spent in: a list of our own. */
function newLandscape([code, [name = '', west, south, east, north, ...others]]: [string, readonly string[]]): Land {
  const box = [Number(west), Number(south), Number(east), Number(north)] as const
  return { code, kind: 'landscape', name, others, towns: [], country: code.slice(0, 2), box }
}

function joinLand(lands: Map<string, Land>, code: string, fresh: () => Land): Land {
  const land = lands.get(code) ?? fresh()
  lands.set(code, land)
  return land
}

/** First field and the others of each line. */
function* linesOf(file: string): Generator<[string, readonly string[]]> {
  const text = readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8')
  for (let from = 0; from < text.length;) {
    const until = text.indexOf('\n', from)
    const [first = '', ...rest] = text.slice(from, until).split('\t')
    yield [first, rest]
    from = until + 1
  }
}
/** Every name of a place once, as the best that it is. */
function addNames(list: NameList, of: { place: number; name: string | null; others?: readonly string[]; parts: boolean }): void {
  const main = fold(of.name ?? '')
  const sorts = new Map<string, NameSort>([[main, 'name']])
  for (const other of of.others ?? []) addOther(sorts, other)
  if (of.parts) for (const part of laterWords(main)) if (!sorts.has(part)) sorts.set(part, 'part')
  sorts.delete('')
  for (const [text, sort] of sorts) list.add(text, of.place, sort)
}

/** An airport's letters are in capitals: nobody calls the town so, but 'nyc' finds it. */
function addOther(sorts: Map<string, NameSort>, other: string): void {
  const isAirport = /^[A-Z]{3}$/.test(other)
  const text = isAirport ? other.toLowerCase() : other
  if (!sorts.has(text)) sorts.set(text, isAirport ? 'part' : 'other')
}

/** 'saint jean de luz' → 'jean de luz', 'luz': from each word on that is long enough to mean something. */
const laterWords = (folded: string): string[] =>
  [...folded.matchAll(/ (?=[^ ]{3})/g)]
    .map(({ index }) => folded.slice(index + 1))
    .filter((rest) => !/^(del|des|the|and|von|van|sur) /.test(rest))

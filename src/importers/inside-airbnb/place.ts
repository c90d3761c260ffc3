import type { ListingFactsInput } from '../../listings/listing-facts.ts'
import { cutText, plainLine } from './plain-text.ts'

/** Where a row says its listing is; '' where it says nothing. `country` is a code, or a name in English. */
export type PlaceRow = Readonly<{ town: string; region: string; country: string }>

const nameMax = 120
const nowhere: PlaceRow = { town: '', region: '', country: '' }

/** 'Kallang, Singapore' or 'Albany, New York, United States' in newer files; columns of their own in 2019's. */
export function placeOf(cell: (column: string) => string): PlaceRow {
  const line = (text: string) => cutText(plainLine(text), nameMax)
  if (cell('city')) return { town: line(cell('city')), region: line(cell('state')), country: line(cell('country_code')) }
  const parts = cell('neighbourhood').split(',').map(line)
  const [town = '', region = ''] = parts
  if (parts.length < 2 || town === '' || town === 'n/a') return nowhere
  return { town, region: parts.length > 2 ? region : '', country: parts.at(-1) ?? '' }
}

/** A row's place, with what it leaves open filled from the folder's usual place, and then from its neighbourhood. */
export function settledPlace(
  place: PlaceRow,
  usual: PlaceRow,
  neighbourhood: string | null,
): Pick<ListingFactsInput, 'town' | 'region' | 'country'> {
  const { town, region, country } = place.town ? place : usual
  return { town: town || (neighbourhood ?? 'Unknown'), region: region || null, country: countryCode(country || usual.country) }
}

const countryCode = (country: string) => (/^[A-Z]{2}$/.test(country) ? country : (codeByName().get(country.toLowerCase()) ?? null))

let codes: ReadonlyMap<string, string> | undefined

/** Every country's code by its English name. */
function codeByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  codes ??= new Map(letters.flatMap((first) => letters.map((second) => [names.of(first + second)?.toLowerCase() ?? '', first + second])))
  return codes
}

/** What most of a folder's rows say of where they are, part by part; '' where no answer is that common. */
export function newUsualPlace() {
  const tallies = { town: newTally(), region: newTally(), country: newTally() }
  return {
    add(place: PlaceRow): void {
      if (place.town) for (const part of ['town', 'region', 'country'] as const) tallies[part].add(place[part])
    },
    place: (): PlaceRow => ({ town: tallies.town.majority(), region: tallies.region.majority(), country: tallies.country.majority() }),
  }
}

function newTally() {
  const counts = new Map<string, number>()
  let total = 0
  return {
    add(text: string) {
      counts.set(text, (counts.get(text) ?? 0) + 1)
      total += 1
    },
    /** What was added more than half of the times, else ''. */
    majority: () => [...counts].find(([, count]) => count * 2 > total)?.[0] ?? '',
  }
}

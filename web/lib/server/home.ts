import type { Money, Place, SearchResult } from '../api/types.ts'
import { addDays, addMonths, weekdayOf } from '../dates/days.ts'
import { weekendAfter } from '../dates/weekend.ts'
import { decimalsOf } from '../format/minor-units.ts'
import { searchHref, type Criteria } from '../search/criteria.ts'
import { readCriteria } from '../search/read-criteria.ts'
import { apiFor } from './api.ts'
import { momentMs, remembered } from './remembered.ts'
import { askSearch } from './search.ts'

/** A set of homes to begin with; `stay` is null when each card names its own nearest stay. */
export type Plates = Readonly<{
  homes: readonly SearchResult[]
  total: number
  stay: { checkIn: string; checkOut: string } | null
  href: string
}>

const platesMax = 6
const townsMax = 6
const likedMax = 2
const two = (change: Partial<Criteria>): Criteria => ({
  ...readCriteria(new URLSearchParams()),
  guests: { adults: 2, children: 0, infants: 0, pets: 0 },
  ...change,
})

const minuteMs = 60_000

type Begin = Readonly<{ plates: Plates | null; homes: number }>

/** What is free this weekend; where too little is, the best of what is free next. */
export const readPlates = remembered(
  momentMs,
  ({ plates }: Begin) => plates !== null,
  async (event, today): Promise<Begin> => {
    const stay = weekendAfter(today)
    const weekend = two(stay)
    const any = two({})
    const [free, all] = await Promise.all([askSearch(event, weekend, platesMax), askSearch(event, any, platesMax)])
    const homes = all.found?.total ?? 0
    if (free.found && free.found.results.length >= 3)
      return { plates: { homes: free.found.results, total: free.found.total, stay, href: searchHref(weekend) }, homes }
    if (!all.found || all.found.results.length === 0) return { plates: null, homes }
    return { plates: { homes: all.found.results, total: homes, stay: null, href: searchHref(any) }, homes }
  },
)

const isSome = (list: readonly unknown[]) => list.length > 0

/** A place, and the names of the homes there that guests like best. */
export type Town = Place & Readonly<{ liked: readonly string[] }>

/** The places with most homes. */
export const readTowns = remembered(minuteMs, isSome, async (event): Promise<Town[]> => {
  const { data } = await apiFor(event).GET('/api/v1/places', { params: { query: { limit: townsMax } } })
  const towns = (data?.items ?? []).filter((town) => town.listings > 0)
  return Promise.all(
    towns.map(async (town) => {
      const { found } = await askSearch(event, two({ place: town.name, placeId: town.id, sort: 'rating' }), likedMax)
      return { ...town, liked: (found?.results ?? []).map(({ title }) => title) }
    }),
  )
})

/** A stay that stands for its season: how many homes are still free for it, and what they usually cost. */
export type Season = Readonly<{ checkIn: string; free: number; usual: Money; href: string }>

/** Months that stand for their season: April, July, September, January. */
const months = [4, 7, 9, 1]
const nights = 3

/** What three nights for two usually cost, four times in the year to come; none when the market has several currencies. */
export const readSeasons = remembered(minuteMs, isSome, async (event, today): Promise<Season[]> => {
  const asked = months.map((month) => midweekOf(month, today))
  const answers = await Promise.all(
    asked.map(async (checkIn) => {
      const stay = two({ checkIn, checkOut: addDays(checkIn, nights) })
      const { found } = await askSearch(event, stay, 1)
      const usual = found?.histogram ? median(found.histogram) : null
      return found && usual ? [{ checkIn, free: found.total, usual, href: searchHref(stay) }] : []
    }),
  )
  return answers.flat()
})

/** The second Tuesday of the next such month. */
function midweekOf(month: number, today: string) {
  const ahead = (month - Number(today.slice(5, 7)) + 12) % 12 || 12
  const first = addMonths(today, ahead)
  return addDays(first, 7 + ((2 - weekdayOf(first) + 7) % 7))
}

type Histogram = Readonly<{ currency: string; from: number; step: number; counts: readonly number[] }>

/** Half of the homes cost less. Within the bar where that is, they are taken to be spread evenly; said to ten whole units. */
function median({ currency, from, step, counts }: Histogram): Money | null {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2
  if (half === 0) return null
  let below = 0
  for (const [bar, count] of counts.entries()) {
    if (below + count >= half)
      return { minor: roundTo(10 ** (decimalsOf(currency) + 1), from + (bar + (half - below) / count) * step), currency }
    below += count
  }
  return null
}

const roundTo = (unit: number, value: number) => Math.round(value / unit) * unit

import type { Money, Place, SearchResult } from '../api/types.ts'
import { addDays, addMonths, weekdayOf } from '../dates/days.ts'
import { weekendAfter } from '../dates/weekend.ts'
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

export type Season = Readonly<{ checkIn: string; usual: Money }>

/** Months that stand for their season: April, July, September, January. */
const months = [4, 7, 9, 1]
const nights = 3

/** What three nights for two usually cost, four times in the year to come; none when the market has several currencies. */
export const readSeasons = remembered(minuteMs, isSome, async (event, today): Promise<Season[]> => {
  const asked = months.map((month) => midweekOf(month, today))
  const answers = await Promise.all(asked.map((checkIn) => askSearch(event, two({ checkIn, checkOut: addDays(checkIn, nights) }), 1)))
  return answers.flatMap(({ found }, index) => {
    const usual = found?.histogram ? median(found.histogram) : null
    return usual === null ? [] : [{ checkIn: asked[index] ?? today, usual }]
  })
})

/** The second Tuesday of the next such month. */
function midweekOf(month: number, today: string) {
  const ahead = (month - Number(today.slice(5, 7)) + 12) % 12 || 12
  const first = addMonths(today, ahead)
  return addDays(first, 7 + ((2 - weekdayOf(first) + 7) % 7))
}

function median({
  currency,
  from,
  step,
  counts,
}: {
  currency: string
  from: number
  step: number
  counts: readonly number[]
}): Money | null {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2
  let below = 0
  for (const [bar, count] of counts.entries()) {
    below += count
    if (below >= half && half > 0) return { minor: Math.round(from + (bar + 0.5) * step), currency }
  }
  return null
}

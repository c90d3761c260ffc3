import type { SearchCalendar } from '../api/types.ts'
import { addMonths, daysBetween, firstOfMonth } from '../dates/days.ts'
import { criteriaParams, type Criteria, type When } from './criteria.ts'

type Money = NonNullable<SearchCalendar['days'][number]['from']>
/** The least total of a stay of `nights` nights by the day that it begins on. */
export type ArrivalPrices = Readonly<{ nights: number; totals: ReadonlyMap<string, Money> }>

/** The API answers for so many months at once. */
const monthsAtOnce = 3
const usualNights = 3

/** For how many nights arrivals are priced: as many as are wished, else a long weekend. */
const nightsOf = ({ checkIn, checkOut }: When) => (checkIn && checkOut > checkIn ? daysBetween(checkIn, checkOut) : usualNights)

/**
 * What the cheapest home costs for each arrival: `see` fetches what it is in a month ('2027-05-01') and those beside it, once,
 * and tells it with all that is known already. What is asked may change meanwhile: then all is fetched anew. Where nobody can
 * say there is nothing.
 */
export function newArrivalPrices(today: string, onknown: (prices: ArrivalPrices) => void) {
  let about = ''
  let prices = new Map<string, Money>()
  let seen = new Set<string>()
  return async function see(month: string, asked: Criteria): Promise<void> {
    const params = criteriaParams({ ...asked, checkIn: '', checkOut: '', flex: 0, stay: '', month: '', sort: 'recommended', page: null })
    const nights = nightsOf(asked)
    params.set('nights', String(nights))
    if (params.toString() !== about) {
      about = params.toString()
      ;[prices, seen] = [new Map(), new Set()]
    }
    const first = firstOfThree(today, month)
    if (seen.has(first)) return
    seen.add(first)
    const mine = prices
    for (const { checkIn, from } of await fetchDays(params, first)) if (from) mine.set(checkIn, from)
    if (mine === prices) onknown({ nights, totals: new Map(prices) })
  }
}

/** Of the three months that are fetched together. */
function firstOfThree(today: string, month: string): string {
  let first = firstOfMonth(today)
  while (addMonths(first, monthsAtOnce) <= month) first = addMonths(first, monthsAtOnce)
  return first
}

async function fetchDays(params: URLSearchParams, from: string): Promise<SearchCalendar['days']> {
  const query = new URLSearchParams([...params, ['from', from], ['until', addMonths(from, monthsAtOnce)]])
  const answer = await fetch(`/search/days?${query}`).catch(() => null)
  return answer?.ok ? ((await answer.json()) as SearchCalendar['days']) : []
}

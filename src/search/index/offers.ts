import type { DayNumber } from '../../kernel/calendar-date.ts'
import { stayNightsMax } from '../../kernel/stay.ts'
import { nightsAheadMax } from '../../listings/listing-policy.ts'
import type { PricePlan } from '../../pricing/price-plan.ts'
import { isWeekend, newTotal } from '../../pricing/quote.ts'
import type { Query, When } from '../query.ts'
import type { Block } from './block.ts'
import { textOf } from './codes.ts'
import { nightsMinOf } from './filter.ts'
import type { Hours } from './hours.ts'
import { newNearest } from './nearest.ts'
import { anyFree, maskOf } from './nights.ts'
import { layRuns } from './runs.ts'
import type { Index } from './shared-index.ts'

/** The stay that a home offers, and its whole price; written anew by each look. */
export type Offer = { checkIn: DayNumber; nights: number; total: number }

/** Looks at what a home offers. @returns whether there is anything; `offer` then says what */
export type Look = (block: Block, row: number) => boolean

type Asked = Readonly<{ index: Index; query: Pick<Query, 'guests' | 'freeCancellation'>; hours: Hours }>

/** Of the stays asked for that the home has free and its host takes, the cheapest; among equals the one that begins nearest to the day wished. */
export function lookFor({ nights, arrivals, wished }: When, asked: Asked, offer: Offer): Look {
  const { index, query, hours } = asked
  // While the window moves on, what enters it is not known yet.
  const known = arrivals.filter((day) => day >= index.from && day + nights <= index.until)
  const masks = known.map((day) => maskOf(day, day + nights))
  const from = known[0] ?? 0
  const isSure = from >= hours.sure.from && (known.at(-1) ?? 0) + nights <= hours.sure.until
  const price = newPricer(asked, (known.at(-1) ?? 0) - from + nights)
  offer.nights = nights
  return (block, row) => {
    const { nightsMax, firstUnit, unitCount } = block.columns
    if (nights > (nightsMax[row] ?? 0)) return false
    const first = isSure ? 0 : hours.first(block, row)
    const last = isSure ? Infinity : hours.today(block, row) + nightsAheadMax - nights
    let looked = false
    offer.total = Infinity
    for (let i = 0; i < known.length; i++) {
      const day = known[i] ?? 0
      const mask = masks[i]
      if (!mask || day < first || day > last || nights < nightsMinOf(block, row, day)) continue
      if (!anyFree(block, firstUnit[row] ?? 0, unitCount[row] ?? 0, mask)) continue
      if (query.freeCancellation && !hours.isFree(block, row, day, nights)) continue
      if (!looked) price.look(block, row, from)
      looked = true
      const total = price.total(day - from, nights)
      // Nobody can book for nothing: checkout takes a stay that comes to nothing for one that has not been priced.
      if (total <= 0 || total > offer.total) continue
      if (total === offer.total && Math.abs(day - wished) >= Math.abs(offer.checkIn - wished)) continue
      offer.total = total
      offer.checkIn = day
    }
    return offer.total < Infinity
  }
}

/** The nearest free stay. */
export function lookForNearest(asked: Asked, offer: Offer): Look {
  const { query, hours } = asked
  const nearest = newNearest(hours, asked.index.until)
  const price = newPricer(asked, stayNightsMax)
  return (block, row) => {
    const mayBe = query.freeCancellation ? hours.isFree : null
    const checkIn = nearest.find(block, row, mayBe)
    if (checkIn < 0) return false
    offer.checkIn = checkIn
    offer.nights = nearest.nights(block, row, checkIn)
    price.look(block, row, checkIn, offer.nights)
    offer.total = price.total(0, offer.nights)
    return offer.total > 0
  }
}

/** By day modulo 7. */
const weekends = Array.from({ length: 7 }, (_, day) => isWeekend(day))

const free = { baseMinor: 0, weekendMinor: 0, weeklyDiscountBp: 0, monthlyDiscountBp: 0 }
const extras = { cleaningMinor: 0, guestsIncluded: 0, extraGuestMinor: 0, petMinor: 0 }

/** Prices stays of one home after another by `pricing`'s rules: only the nights are added up here. */
function newPricer({ index: { terms, codes, until }, query: { guests } }: Asked, nightsMax: number) {
  const rates = new Float64Array(nightsMax)
  const plan: Record<keyof PricePlan, number> = { ...free, ...extras }
  /** By how many nights and the currency's code. */
  const totals: ReturnType<typeof newTotal>[][] = []
  let currency = 0
  return {
    /** Looks at a home's price of each night from one on, up to `nightsMax` of them. */
    look: (block: Block, row: number, from: DayNumber, length = nightsMax) => {
      const { columns: c } = block
      plan.baseMinor = c.baseMinor[row] ?? 0
      plan.weekendMinor = c.weekendMinor[row] ?? 0
      plan.weeklyDiscountBp = c.weeklyDiscountBp[row] ?? 0
      plan.monthlyDiscountBp = c.monthlyDiscountBp[row] ?? 0
      plan.cleaningMinor = c.cleaningMinor[row] ?? 0
      plan.guestsIncluded = c.guestsIncluded[row] ?? 0
      plan.extraGuestMinor = c.extraGuestMinor[row] ?? 0
      plan.petMinor = c.petMinor[row] ?? 0
      currency = c.currency[row] ?? 0
      for (let night = 0, day = from % 7; night < length; night++, day = day === 6 ? 0 : day + 1) {
        rates[night] = weekends[day] ? plan.weekendMinor : plan.baseMinor
      }
      layRuns(rates, { from, length, until }, block, { first: c.firstRun[row] ?? 0, count: c.runCount[row] ?? 0 })
    },
    /** Of the stay from the `ahead`-th night looked at on. */
    total: (ahead: number, count: number) => {
      const ofCount = (totals[count] ??= [])
      const total = (ofCount[currency] ??= newTotal({ terms, currency: textOf(codes.currency, currency), count, guests }))
      let minor = 0
      for (let night = ahead; night < ahead + count; night++) minor += rates[night] ?? 0
      return total(plan, minor)
    },
  }
}

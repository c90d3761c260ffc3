import { dayNumber, fromDayNumber, type DayNumber } from '../../kernel/calendar-date.ts'
import { dayMs, hourMs, later, minuteMs, type Instant } from '../../kernel/clock.ts'
import { parseStay } from '../../kernel/stay.ts'
import { dateAt, wallInstant } from '../../kernel/zone.ts'
import { freeCancellationUntil } from '../../listings/cancellation-policy.ts'
import { isTooLateToAsk, nightsAheadMax } from '../../listings/listing-policy.ts'
import { hasBit } from './bits.ts'
import type { Block } from './block.ts'
import { textOf } from './codes.ts'
import type { Index } from './shared-index.ts'

/** What depends on the clock and on where a home is. It is asked of thousands of homes a search, and there are few different answers. */
export type Hours = {
  /** Stays within these days are neither too late nor too far ahead anywhere: for most there is nothing else to look up. */
  sure: Readonly<{ from: DayNumber; until: DayNumber }>
  /** What day it is where the home is. */
  today(block: Block, row: number): DayNumber
  /** The first day on which a stay there may begin: not always today where the host answers first. */
  first(block: Block, row: number): DayNumber
  /** Whether such a stay could still be called off for nothing, if it were booked now. */
  isFree(block: Block, row: number, checkIn: DayNumber, nights: number): boolean
}

/** Clocks are at most so far ahead of UTC, and behind it. */
const [eastMostMs, westMostMs] = [14 * hourMs, 12 * hourMs]

function sureAt(now: Instant): Hours['sure'] {
  let from = Math.floor((now + eastMostMs) / dayMs)
  while (isTooLateToAsk(later(now, from * dayMs - eastMostMs - now), now)) from++
  return { from, until: Math.floor((now - westMostMs) / dayMs) + nightsAheadMax }
}

/** Days begin, and times to ask and to call off end, at whole minutes of the wall: a whole minute is a time of its own. */
export const timeOf = (now: Instant) => Math.floor(now / minuteMs) + Math.ceil(now / minuteMs)

/** What has been found out stays true for a minute, and is kept from one search to the next. */
export function newHours(index: Index): (now: Instant) => Hours {
  let time = NaN
  let { policies } = index
  let known = newKnown()
  return (now) => {
    if (timeOf(now) !== time || policies !== index.policies) known = newKnown()
    time = timeOf(now)
    policies = index.policies
    return hoursAt(index, known, now)
  }
}

type Known = { days: (DayNumber | undefined)[]; firsts: (DayNumber | undefined)[][]; free: Map<number, Map<number, boolean>> }
const newKnown = (): Known => ({ days: [], firsts: [], free: new Map() })

function hoursAt({ codes, policies }: Index, { days, firsts, free }: Known, now: Instant): Hours {
  const { zone: zones, time: times } = codes
  const dayIn = (zone: number) => (days[zone] ??= dayNumber(dateAt(now, textOf(zones, zone))))
  const firstIn = (zone: number, time: number) => {
    const there = (firsts[zone] ??= [])
    const known = there[time]
    if (known !== undefined) return known
    let day = dayIn(zone)
    while (isTooLateToAsk(wallInstant(fromDayNumber(day), textOf(times, time), textOf(zones, zone)), now)) day++
    return (there[time] = day)
  }
  const lookUp = ({ columns: c }: Block, row: number, checkIn: DayNumber, nights: number) => {
    const stay = parseStay(fromDayNumber(checkIn), fromDayNumber(checkIn + nights))
    if (!stay.ok) return false
    const [zone, checkInFrom] = [textOf(zones, c.zone[row]), textOf(times, c.checkInFrom[row])]
    const policy = policies.get(textOf(codes.policy, c.policy[row]))
    if (!policy) throw new Error('a home names a policy that there is not')
    return freeCancellationUntil(policy, { stay: stay.value, checkInFrom, zone, bookedAt: now }) !== null
  }
  return {
    sure: sureAt(now),
    today: ({ columns }, row) => dayIn(columns.zone[row] ?? 0),
    first: ({ columns, instantBook }, row) => {
      const zone = columns.zone[row] ?? 0
      return hasBit(instantBook, row) ? dayIn(zone) : firstIn(zone, columns.checkInFrom[row] ?? 0)
    },
    isFree: (block, row, checkIn, nights) => {
      const { zone, checkInFrom, policy } = block.columns
      const place = ((policy[row] ?? 0) * 65_536 + (zone[row] ?? 0)) * 65_536 + (checkInFrom[row] ?? 0)
      const there = free.get(place) ?? new Map<number, boolean>()
      free.set(place, there)
      const key = checkIn * 512 + nights
      const found = there.get(key) ?? lookUp(block, row, checkIn, nights)
      there.set(key, found)
      return found
    },
  }
}

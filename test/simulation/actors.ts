import type { DatabaseSync } from 'node:sqlite'
import { addDays, type CalendarDate } from '../../src/kernel/calendar-date.ts'
import { dayMs, hourMs, minuteMs } from '../../src/kernel/clock.ts'
import type { BookingId } from '../../src/kernel/ids.ts'
import type { Person } from '../../src/bookings/view-booking.ts'
import type { Dice } from '../dice.ts'
import type { Bank } from './bank.ts'
import type { Client } from './client.ts'
import type { Faults } from './faults.ts'
import type { Row } from './booking-row.ts'
import { callingOff } from './calling-off.ts'
import { alterationActs } from './alterations.ts'
import { guestActs, type Spot } from './guests.ts'
import { hostActs } from './hosts.ts'
import type { Model } from './model.ts'
import { operatorActs } from './operators.ts'
import { noShowActs } from './no-shows.ts'
import { ownBookingActs } from './own-bookings.ts'
import { requestActs } from './requests.ts'
import { nightsIn } from './check-unit.ts'
import { nextClockChange } from './oracle.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Town } from './town.ts'

export type Actors = {
  scheduler: Scheduler
  dice: Dice
  outside: Life
  client: Client
  model: Model
  bank: Bank
  town: Town
  faults: Faults
  database: DatabaseSync
  onSurprise: (what: unknown) => void
  acted: (what: string) => void
  /** A day from today on, in UTC. */
  day: (ahead: number) => CalendarDate
  /** Whose bank is about to take the money back: the provider sends nothing back of it then, so nobody asks for that. */
  contested: Set<BookingId>
  /** Any booking that is in one of these states. */
  some: (states: readonly string[]) => Row | undefined
  personOf: (row: Row, party: 'guest' | 'host') => Person
}

const burstsADay = 27
const actsABurst = 4

/** One day of a busy town: bursts of people who want the same nights of the same home. */
export function planDay(actors: Actors, acts: Acts, dayStart: number): void {
  const { scheduler, dice, outside } = actors
  for (let burst = 0; burst < burstsADay; burst++) {
    const at = dayStart + dice.below(22 * hourMs - 30 * minuteMs)
    scheduler.at(at, outside, 'burst', () => {
      const spot = spotOf(actors)
      for (let act = 0; act < actsABurst; act++) {
        const near = { home: spot.home, from: addDays(spot.from, dice.below(4) - 1) }
        scheduler.at(at + dice.below(dice.chance(0.7) ? 20 : 20_000), outside, 'act', () => acts.any(near))
      }
    })
  }
}

/** Most stay soon, some in summer. */
const ahead = (dice: Dice) => dice.below(dice.pick([5, 5, 21, 21, 21, 70, 300]))

/** Now and then people come when the clocks have just changed there, or are about to. */
function spotOf({ dice, town, day, scheduler }: Actors): Spot {
  const home = dice.pick(town.homes)
  const today = scheduler.clock.now()
  const change = dice.chance(0.1) ? nextClockChange(home.zone, today) : Infinity
  const daysToChange = Math.floor((change - today) / dayMs)
  return { home, from: day(daysToChange < 60 ? daysToChange + dice.below(4) : ahead(dice)) }
}

export type Acts = ReturnType<typeof newActs>

export function newActs(actors: Actors) {
  const { dice, onSurprise } = actors
  const guests = guestActs(actors)
  const hosts = hostActs(actors)
  const calls = callingOff(actors)
  const requests = requestActs(actors)
  const alterations = alterationActs(actors)
  const own = ownBookingActs(actors)
  const operators = operatorActs(actors)
  const absences = noShowActs(actors)
  const weights: readonly (readonly [number, (spot: Spot) => Promise<unknown>])[] = [
    [220, guests.look],
    [280, guests.book],
    [8, guests.hoard],
    [70, () => guests.viewSome()],
    [20, () => calls.previewSome()],
    [10, () => calls.cancelSome('guest')],
    [4, () => calls.cancelSome('host')],
    [50, () => alterations.proposeSome()],
    [3, () => operators.cancelSome()],
    [10, () => operators.refundSome()],
    [15, operators.connect],
    [3, operators.changeOwnPolicy],
    [60, () => guests.review()],
    [50, (spot) => hosts.nights(spot, false)],
    [60, (spot) => hosts.nights(spot, true)],
    [20, own.make],
    [15, own.change],
    [15, own.remove],
    [30, hosts.prices],
    [30, (spot) => Promise.all([hosts.rule(spot), guests.book(spot), guests.book(spot)])],
    [35, hosts.importRanges],
  ]
  const total = weights.reduce((sum, [weight]) => sum + weight, 0)
  return {
    any: (spot: Spot): void => {
      let left = dice.below(total)
      const chosen = weights.find(([weight]) => (left -= weight) < 0)?.[1] ?? guests.look
      void chosen(spot).catch(onSurprise)
    },
    checkKept: hosts.checkKept,
    became: (row: Row): void => {
      if (row.state === 'requested') requests.requested(row)
      if (row.state === 'confirmed') {
        calls.confirmed(row)
        absences.confirmed(row)
      }
      if (row.state === 'in_stay' || row.state === 'completed') operators.arrived(row)
      // A host who calls a booking off keeps its nights: what was said of them before does not count any more.
      if (row.state === 'cancelled') for (const night of nightsIn(row.check_in, row.check_out)) hosts.doubt(row.unit_id, night)
    },
  }
}

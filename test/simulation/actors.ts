import type { DatabaseSync } from 'node:sqlite'
import { addDays, type CalendarDate } from '../../src/kernel/calendar-date.ts'
import { hourMs, minuteMs } from '../../src/kernel/clock.ts'
import type { Bank } from './bank.ts'
import type { Client } from './client.ts'
import type { Faults } from './faults.ts'
import { guestActs } from './guests.ts'
import { hostActs } from './hosts.ts'
import type { Model } from './model.ts'
import type { Dice, Life, Scheduler } from './scheduler.ts'
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
}

const burstsADay = 27
const actsABurst = 4

/** One day of a busy town: bursts of people who want the same nights of the same home. */
export function planDay(actors: Actors, acts: Acts, dayStart: number): void {
  const { scheduler, dice, outside, town } = actors
  for (let burst = 0; burst < burstsADay; burst++) {
    const at = dayStart + dice.below(22 * hourMs - 30 * minuteMs)
    scheduler.at(at, outside, 'burst', () => {
      const spot = { home: dice.pick(town.homes), from: actors.day(ahead(dice)) }
      for (let act = 0; act < actsABurst; act++) {
        const near = { home: spot.home, from: addDays(spot.from, dice.below(4) - 1) }
        scheduler.at(at + dice.below(dice.chance(0.7) ? 20 : 20_000), outside, 'act', () => acts.any(near))
      }
    })
  }
}

/** Most stay soon, some in summer. */
const ahead = (dice: Dice) => (dice.chance(0.6) ? dice.below(21) : dice.chance(0.8) ? dice.below(70) : dice.below(300))

export type Acts = ReturnType<typeof newActs>

export function newActs(actors: Actors) {
  const { dice, onSurprise } = actors
  const guests = guestActs(actors)
  const hosts = hostActs(actors)
  const weights: readonly (readonly [number, (spot: Parameters<typeof guests.book>[0]) => Promise<void>])[] = [
    [280, guests.look],
    [280, guests.book],
    [100, () => guests.viewSome()],
    [15, () => guests.cancelSome('guest')],
    [5, () => guests.cancelSome('host')],
    [70, () => guests.review()],
    [60, (spot) => hosts.nights(spot, false)],
    [60, (spot) => hosts.nights(spot, true)],
    [40, hosts.prices],
    [40, hosts.rule],
    [40, hosts.importRanges],
  ]
  const total = weights.reduce((sum, [weight]) => sum + weight, 0)
  return {
    any: (spot: Parameters<typeof guests.book>[0]): void => {
      let left = dice.below(total)
      const chosen = weights.find(([weight]) => (left -= weight) < 0)?.[1] ?? guests.look
      void chosen(spot).catch(onSurprise)
    },
    confirmed: guests.confirmed,
    checkKept: hosts.checkKept,
    /** A host who calls a booking off keeps its nights: what was said of them before does not count any more. */
    cancelled: (unitId: string, nights: readonly string[]) => {
      for (const night of nights) hosts.doubt(unitId, night)
    },
  }
}

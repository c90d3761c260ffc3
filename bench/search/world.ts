import type { DayNumber } from '../../src/kernel/calendar-date.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { newHomes, taking, type Homes } from './homes.ts'
import { newSubject, type Subject } from './subject.ts'
import { timed } from './times.ts'
import type { Towns } from './towns.ts'

/** Homes, and an engine that holds the first of them. */
export type World = Readonly<{
  homes: Homes
  subject: Subject
  units: number
  /** How many homes these units are, and what they hold. */
  count: number
  overrides: number
  takenNights: number
  filledMs: number
}>

export type WorldOptions = Readonly<{ towns: Towns; today: DayNumber; units: number }>

/** The homes of every part of the bench. */
export const homesSeed = 1

export async function fillWorld({ towns, today, units }: WorldOptions): Promise<World> {
  const homes = newHomes({ towns, seed: homesSeed, today })
  const subject = newSubject(today, systemClock)
  const counted = { units: 0, count: 0, overrides: 0, takenNights: 0 }
  const filledMs = await timed(async () => {
    for (const home of taking(homes.all(), units)) {
      subject.put(home)
      counted.count++
      counted.units += home.units.length
      counted.overrides += home.overrides.length
      for (const taken of home.units) counted.takenNights += taken.length
    }
    await subject.tighten()
  })
  return { homes, subject, filledMs, ...counted }
}

import { dayNumber, fromDayNumber, type DayNumber } from '../kernel/calendar-date.ts'
import { minuteMs, type Instant } from '../kernel/clock.ts'
import { dateAt, wallInstant, type WallTime, type Zone } from '../kernel/zone.ts'
import { isTooLateToAsk } from '../listings/listing-policy.ts'
import type { Rows } from './rows.ts'

/** What day it is where a home is, and the first on which a stay there may begin: not always today where its host answers first. */
export type Days = Readonly<{ today: DayNumber; first: DayNumber }>

/** Worked out once for all homes in a zone, and for all of them with the same hour of arrival. */
export function newDaysOf({ columns, zones, times }: Rows, today: Today, now: Instant): (row: number) => Days {
  const days = zones.texts.map((zone) => today(zone, now))
  const asked = new Map<number, DayNumber>()
  return (row) => {
    const zoneCode = columns.zone[row] ?? 0
    const day = days[zoneCode] ?? 0
    if (columns.instantBook[row] === 1) return { today: day, first: day }
    const timeCode = columns.checkInFrom[row] ?? 0
    const clock = timeCode * 65_536 + zoneCode
    const [time, zone] = [times.texts[timeCode], zones.texts[zoneCode]]
    const first = asked.get(clock) ?? (time && zone ? firstAsked(day, time, zone, now) : day)
    asked.set(clock, first)
    return { today: day, first }
  }
}

/** From which day on there is time to ask. */
function firstAsked(today: DayNumber, time: WallTime, zone: Zone, now: Instant): DayNumber {
  let day = today
  while (isTooLateToAsk(wallInstant(fromDayNumber(day), time, zone), now)) day++
  return day
}

/** Wall clocks differ from UTC by whole quarters of an hour, so that no calendar turns its page in between. */
const quarterOf = (now: Instant) => Math.floor(now / (15 * minuteMs))

/** What day it is in a zone: asked for thousands of listings a second, found once a quarter of an hour. */
export type Today = (zone: Zone, now: Instant) => DayNumber

export function newToday(): Today {
  let quarter = -1
  const days = new Map<Zone, DayNumber>()
  return (zone, now) => {
    if (quarterOf(now) !== quarter) days.clear()
    quarter = quarterOf(now)
    const day = days.get(zone) ?? dayNumber(dateAt(now, zone))
    days.set(zone, day)
    return day
  }
}

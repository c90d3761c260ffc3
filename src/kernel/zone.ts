import { Temporal } from 'temporal-polyfill'
import type { CalendarDate } from './calendar-date.ts'
import type { Instant } from './clock.ts'
import { err, ok, type Result } from './result.ts'

/** An IANA time-zone name, 'Europe/Paris'. */
export type Zone = string & { readonly __brand: 'Zone' }

export function parseZone(text: string): Result<Zone, { code: 'unknown_zone'; text: string }> {
  try {
    Temporal.Now.zonedDateTimeISO(text)
    return ok(text as Zone)
  } catch {
    return err({ code: 'unknown_zone', text })
  }
}

/** A wall-clock time, 'HH:MM'. */
export type WallTime = string & { readonly __brand: 'WallTime' }

export function parseWallTime(text: string): Result<WallTime, { code: 'bad_time'; text: string }> {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? ok(text as WallTime) : err({ code: 'bad_time', text })
}

/** @throws when `text` is no time; for literals in code and tests. */
export function wallTime(text: string): WallTime {
  const parsed = parseWallTime(text)
  if (!parsed.ok) throw new Error(`not on the clock: ${text}`)
  return parsed.value
}

/**
 * The instant at which clocks in `zone` show `time` on `date`. A time that a clock change skips is read
 * as the moment after the gap; one that happens twice is its first occurrence ("compatible", RFC 5545).
 */
export function wallInstant(date: CalendarDate, time: WallTime, zone: Zone): Instant {
  const wall = `${date}T${time}`
  const key = `${wall} ${zone}`
  const known = wallInstants.get(key) ?? (Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds as Instant)
  if (wallInstants.size >= wallInstantsMax) wallInstants.clear()
  wallInstants.set(key, known)
  return known
}

/** A zone's rules are the process's own from start to end, and working one out costs as much as a query. */
const wallInstants = new Map<string, Instant>()
const wallInstantsMax = 50_000

/** The day that a wall calendar in `zone` shows at `at`. */
export const dateAt = (at: Instant, zone: Zone) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString() as CalendarDate

/** What a wall clock in `zone` shows at `at`. */
export const timeAt = (at: Instant, zone: Zone) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }) as WallTime

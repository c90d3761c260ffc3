import { addDays, daysBetween } from './days.ts'

/** What may be picked. `free` is about the night that begins on a day, `leaving` about ending a stay on it. */
export type PickingRules = Readonly<{
  min: string
  max: string
  nightsMin: number
  /** Where it depends on the day of arrival. */
  nightsMinFrom?: (day: string) => number
  nightsMax: number
  free: (day: string) => boolean
  leaving: (day: string) => boolean
}>

export type Picked = Readonly<{ from: string | null; to: string | null }>
export type End = 'from' | 'to'

/** What stands under a day that may be arrived on, and how it is read out. */
export type PriceOf = (day: string) => Readonly<{ text: string; spoken: string }> | undefined

/**
 * How a day looks before it is picked: 'leaving' takes a departure but no arrival, 'short' and 'long' break the length of
 * a stay (an arrival is 'short' when no stay from it is long enough), 'outside' is gone by or too far off.
 */
export type DayStatus = 'free' | 'leaving' | 'taken' | 'short' | 'long' | 'outside'

/** A stay may be as long as its first night that is not free: the morning of that day is still a morning to leave. */
function lastMorning(from: string, rules: PickingRules) {
  const furthest = addDays(from, rules.nightsMax)
  const end = furthest < rules.max ? furthest : rules.max
  let day = from
  while (day < end && rules.free(day)) day = addDays(day, 1)
  return day
}

/** The fewest nights of a stay that begins on `day`. */
export const shortestFrom = (day: string, { nightsMin, nightsMinFrom }: PickingRules) => nightsMinFrom?.(day) ?? nightsMin

function canEnd(from: string, day: string, rules: PickingRules): DayStatus {
  const nights = daysBetween(from, day)
  if (nights > rules.nightsMax) return 'long'
  if (day > lastMorning(from, rules) || !rules.leaving(day)) return 'taken'
  return nights < shortestFrom(from, rules) ? 'short' : 'free'
}

/** A day whose night is free is no arrival where the shortest stay from it runs into a night that is taken. */
function canBegin(day: string, rules: PickingRules): DayStatus {
  const shortest = shortestFrom(day, rules)
  const end = addDays(day, shortest)
  if (end > rules.max || shortest > rules.nightsMax) return 'short'
  for (let night = day; night < end; night = addDays(night, 1)) if (!rules.free(night)) return 'short'
  return 'free'
}

/** What picking this day would mean now. With an arrival alone, later days are judged as days to leave. */
export function statusOf(day: string, picked: Picked, end: End, rules: PickingRules): DayStatus {
  if (day < rules.min || day > rules.max) return 'outside'
  if (end === 'to' && picked.from !== null && day > picked.from) return canEnd(picked.from, day, rules)
  if (rules.free(day)) return canBegin(day, rules)
  return rules.leaving(day) ? 'leaving' : 'taken'
}

/**
 * The first pick arrives, the second leaves, an earlier day starts again. Picking one end alone keeps the other if the
 * stay between them still holds. A day that can't be picked changes nothing.
 */
export function pick(day: string, picked: Picked, end: End, rules: PickingRules): { picked: Picked; end: End } {
  const unchanged = { picked, end }
  if (end === 'to' && picked.from !== null && day > picked.from) {
    return canEnd(picked.from, day, rules) === 'free' ? { picked: { from: picked.from, to: day }, end: 'from' } : unchanged
  }
  if (day < rules.min || day > rules.max || !rules.free(day) || canBegin(day, rules) !== 'free') return unchanged
  const to = picked.to !== null && day < picked.to && canEnd(day, picked.to, rules) === 'free' && end === 'from' ? picked.to : null
  return { picked: { from: day, to }, end: 'to' }
}

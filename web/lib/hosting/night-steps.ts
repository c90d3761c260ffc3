import { addDays, sameDayInMonth } from '../dates/days.ts'

const steps = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['ArrowUp', -7],
  ['ArrowDown', 7],
])
const turns = new Map([
  ['PageUp', -1],
  ['PageDown', 1],
])

/**
 * The night that a key leads to from `day`, by arrows in this month or a neighbour, by Page keys a month away; null for
 * other keys. Right to left, the left arrow is the next day.
 */
export function nightAfterKey(key: string, day: string, dir: 'ltr' | 'rtl'): string | null {
  const turn = turns.get(key)
  if (turn !== undefined) return sameDayInMonth(day, turn)
  const step = steps.get(key)
  if (step === undefined) return null
  return addDays(day, Math.abs(step) === 1 && dir === 'rtl' ? -step : step)
}

import { addDays } from '../dates/days.ts'

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** The night that an arrow key leads to from `day`; null for other keys. Right to left, the left arrow is the next day. */
export function nightAfterKey(key: string, day: string, dir: 'ltr' | 'rtl'): string | null {
  const step = steps[key]
  if (step === undefined) return null
  return addDays(day, Math.abs(step) === 1 && dir === 'rtl' ? -step : step)
}

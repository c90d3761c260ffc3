import { isDay } from '../dates/days.ts'

/** Nights that a host has picked: the first and the last of them. */
export type Picked = Readonly<{ first: string; last: string }>

/** Out of an address or a form, in either order; null when that names no nights. */
export function pickedFrom(first: string | null, last: string | null): Picked | null {
  if (!isDay(first)) return null
  const other = isDay(last) ? last : first
  return first <= other ? { first, last: other } : { first: other, last: first }
}

/** The same from where a drag began to where it is. */
export const between = (a: string, b: string): Picked => (a <= b ? { first: a, last: b } : { first: b, last: a })

export const isPicked = (picked: Picked | null, day: string) => picked !== null && picked.first <= day && day <= picked.last

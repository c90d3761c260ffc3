import type { DayNumber } from '../kernel/calendar-date.ts'

/** The days from `fromDay` up to, but without, `untilDay`. */
export type DaySpan = Readonly<{ fromDay: DayNumber; untilDay: DayNumber }>

/**
 * `spans`, which are in order and apart from each other, with `put` in the place of whatever they say of the days of `cut`;
 * null: nothing is said of those days any more. Neighbours that say the `same` become one.
 */
export function overlaid<Span extends DaySpan>(
  spans: readonly Span[],
  cut: DaySpan,
  put: Span | null,
  same: (a: Span, b: Span) => boolean,
): Span[] {
  const around = spans.flatMap((span) => [
    { ...span, untilDay: Math.min(span.untilDay, cut.fromDay) },
    { ...span, fromDay: Math.max(span.fromDay, cut.untilDay) },
  ])
  const all = put ? [...around, { ...put, fromDay: cut.fromDay, untilDay: cut.untilDay }] : around
  const merged: Span[] = []
  for (const span of all.filter(({ fromDay, untilDay }) => fromDay < untilDay).toSorted((a, b) => a.fromDay - b.fromDay)) {
    const last = merged.at(-1)
    if (last && last.untilDay === span.fromDay && same(last, span)) merged[merged.length - 1] = { ...last, untilDay: span.untilDay }
    else merged.push(span)
  }
  return merged
}

/** The first of `spans`, which are in order, that ends after `day`; their count when none does. */
export function firstEndingAfter(spans: readonly DaySpan[], day: DayNumber): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.untilDay ?? Infinity) <= day) low = middle + 1
    else high = middle
  }
  return low
}

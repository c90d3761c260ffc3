import type { OpenNights } from '../web/lib/dates/open-nights.ts'

type Day = Readonly<{ date: string; free: boolean; leaving: boolean; nightsMin?: number }>

/** Days as the API tells them in letters. */
export function openNights(days: readonly Day[]): OpenNights {
  const letters = days.map(({ free, leaving }) => (free ? (leaving ? 'b' : 'n') : leaving ? 'm' : '-'))
  const least = days.flatMap(({ date, nightsMin }, index) =>
    nightsMin !== undefined && nightsMin !== days[index - 1]?.nightsMin ? [{ from: date, nights: nightsMin }] : [],
  )
  return { from: days[0]?.date ?? '', days: letters.join(''), least }
}

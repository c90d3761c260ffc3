import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Stay } from '../kernel/stay.ts'

const months = 'January February March April May June July August September October November December'.split(' ')

/** By hand: each booking says its dates, and the system's own way of saying a range costs as much as five queries. */
function partsOf(date: CalendarDate): [day: number, month: string, year: string] {
  return [Number(date.slice(8)), months[Number(date.slice(5, 7)) - 1] ?? '', date.slice(0, 4)]
}

export const dayText = (date: CalendarDate): string => partsOf(date).join(' ')

/** A stay's dates as mails and payment pages say them: '12–15 June 2030'. */
export function stayText({ checkIn, checkOut }: Stay): string {
  const [day, month, year] = partsOf(checkIn)
  const [, lastMonth, lastYear] = partsOf(checkOut)
  if (year !== lastYear) return `${dayText(checkIn)} – ${dayText(checkOut)}`
  return month === lastMonth ? `${day}–${dayText(checkOut)}` : `${day} ${month} – ${dayText(checkOut)}`
}

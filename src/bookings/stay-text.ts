import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Stay } from '../kernel/stay.ts'

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

export const dayText = (date: CalendarDate): string => day.format(new Date(`${date}T12:00:00Z`))

/** A stay's dates as mails and payment pages say them: '12–15 June 2030'. */
export const stayText = ({ checkIn, checkOut }: Stay): string =>
  day.formatRange(new Date(`${checkIn}T12:00:00Z`), new Date(`${checkOut}T12:00:00Z`)).replaceAll(/(?<=\d)\s–\s(?=\d)/g, '–')

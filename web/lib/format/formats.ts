import { decimalsOf } from './minor-units.ts'

/** As the API says it: a whole number of the currency's smallest unit. */
export type Money = Readonly<{ minor: number; currency: string }>

export type Formats = ReturnType<typeof formatsFor>

const noon = (day: string) => new Date(`${day}T12:00:00Z`)

/** Dates, money and numbers as a reader of this BCP 47 tag writes them. Days are 'YYYY-MM-DD', instants RFC 3339. */
export function formatsFor(tag: string) {
  const dates = remember((options: Intl.DateTimeFormatOptions) => datesAs(new Intl.DateTimeFormat(tag, options)))
  const numbers = remember((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options))
  const dayStyle = { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' } as const

  const amount = ({ minor, currency }: Money, digits: number) =>
    numbers({ style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits })
      .format(minor / 10 ** decimalsOf(currency))
      .replace('-', '−')

  return {
    /** €424.00: to the smallest unit, for boxes and everything after them. */
    money: (money: Money) => amount(money, decimalsOf(money.currency)),
    /** €424: whole units, for cards and pins. */
    wholeMoney: (money: Money) => amount(money, 0),
    number: (value: number, options: Intl.NumberFormatOptions = {}) => numbers(options).format(value),
    /** Fri 12 June */
    day: (day: string) => dates(dayStyle).format(noon(day)),
    /** Fri 12 June 2026 */
    dayAndYear: (day: string) => dates({ ...dayStyle, year: 'numeric' }).format(noon(day)),
    /** Friday 12 June 2026, for reading aloud */
    fullDay: (day: string) => dates({ ...dayStyle, weekday: 'long', year: 'numeric' }).format(noon(day)),
    /** 12–15 June */
    days: (from: string, to: string) => {
      const style = dates({ day: 'numeric', month: 'long', timeZone: 'UTC' })
      if (from.slice(0, 4) === to.slice(0, 4)) return closeUp(style.formatRange(noon(from), noon(to)))
      // Over New Year, Intl would name both years, though there is only one such stay.
      return style.format(noon(from)) + style.dash() + style.format(noon(to))
    },
    /** Mo or Monday; 0 is Sunday */
    weekday: (weekday: number, style: 'short' | 'long') =>
      dates({ weekday: style, timeZone: 'UTC' }).format(noon(`2023-01-0${weekday + 1}`)),
    /** June 2026 */
    month: (day: string) => dates({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(noon(day)),
    /** Thu 11 June, 16:00 at the home's clock */
    moment: (instant: string, timeZone: string) => {
      const at = new Date(instant)
      const day = dates({ ...dayStyle, timeZone }).format(at)
      return `${day}, ${dates({ timeStyle: 'short', timeZone }).format(at)}`
    },
    /** Thu 11 June, at the home's calendar */
    dayOf: (instant: string, timeZone: string) => dates({ ...dayStyle, timeZone }).format(new Date(instant)),
    /** 16:00, of an instant at a place */
    timeOf: (instant: string, timeZone: string) => dates({ timeStyle: 'short', timeZone }).format(new Date(instant)),
    /** 16:00 from the wall time '16:00' */
    time: (wallTime: string) => dates({ timeStyle: 'short', timeZone: 'UTC' }).format(new Date(`2000-01-01T${wallTime}:00Z`)),
    /** June */
    monthName: (day: string) => dates({ month: 'long', timeZone: 'UTC' }).format(noon(day)),
    /** German, of the ISO 639 code 'de' */
    language: (code: string) => new Intl.DisplayNames(tag, { type: 'language' }).of(code) ?? code,
    /** wifi, wood stove and parking */
    list: (items: readonly string[]) => new Intl.ListFormat(tag).format(items),
  }
}

/** A page says the same few dates again and again, and each costs as much as a hundred look-ups. */
function datesAs(style: Intl.DateTimeFormat) {
  const format = remember((at: number) => style.format(at))
  const formatRange = remember(([from, to]: readonly [number, number]) => style.formatRange(from, to))
  return {
    format: (at: Date) => format(at.getTime()),
    formatRange: (from: Date, to: Date) => formatRange([from.getTime(), to.getTime()]),
    dash: () => dashOf(style),
  }
}

/** What this reader's language writes between two dates. */
const dashOf = (style: Intl.DateTimeFormat) =>
  style
    .formatRangeToParts(noon('2023-01-01'), noon('2023-02-02'))
    .filter(({ source }) => source === 'shared')
    .map(({ value }) => value)
    .join('')

/** 12–15, not 12 – 15: between bare numbers the dash needs no air. */
const closeUp = (range: string) => range.replace(/(\d)\s–\s(\d)/, '$1–$2')

const rememberedMax = 2_000

/** What `make` made of the same before: Intl's objects are dear to make, and their words to write. */
function remember<About, Made>(make: (about: About) => Made) {
  const made = new Map<string, Made>()
  return (about: About): Made => {
    const key = JSON.stringify(about)
    const known = made.get(key) ?? make(about)
    if (made.size >= rememberedMax) made.clear()
    made.set(key, known)
    return known
  }
}

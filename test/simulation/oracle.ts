import { Temporal } from 'temporal-polyfill'

/** What was agreed, as the booking's row holds it. */
export type Agreed = {
  checkIn: string
  checkOut: string
  createdAt: number
  policy: string
  zone: string
  checkInFrom: string
  lines: readonly { code: string; amount: { minor: number }; values: Record<string, string | number> }[]
}

type Keeps = { beyond: number; percent: number }
/** Days, or days and hours, on the calendar and the clock on the wall. */
type Notice = number | readonly [days: number, hours: number]
const all: Keeps = { beyond: 0, percent: 100 }
const none: Keeps = { beyond: 0, percent: 0 }

/** The notice and what the host keeps with it, longest notice first; the last is for less notice than any. Written down anew from the design's table and from what the operator makes. */
const table: Record<string, readonly (readonly [Notice, Keeps])[]> = {
  flexible: [
    [1, none],
    [-1, { beyond: 1, percent: 0 }],
  ],
  moderate: [
    [5, none],
    [-1, { beyond: 1, percent: 50 }],
  ],
  limited: [
    [14, none],
    [7, { beyond: 0, percent: 50 }],
    [-1, all],
  ],
  firm: [
    [30, none],
    [7, { beyond: 0, percent: 50 }],
    [-1, all],
  ],
  strict: [
    [7, { beyond: 0, percent: 50 }],
    [-1, all],
  ],
  long_stay: [
    [30, none],
    [-1, { beyond: 30, percent: 0 }],
  ],
  Relaxed: [
    [[3, 6], none],
    [[0, 12], { beyond: 1, percent: 25 }],
    [-1, { beyond: 2, percent: 75 }],
  ],
  Harsh: [
    [20, { beyond: 0, percent: 10 }],
    [-1, all],
  ],
}

const nightsBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

function tiersOf({ checkIn, checkOut, policy }: Agreed): (typeof table)[string] {
  const tiers = table[nightsBetween(checkIn, checkOut) >= 28 ? 'long_stay' : policy]
  if (!tiers) throw new Error(`the oracle knows no policy ${policy}`)
  return tiers
}

/** When the clocks of a place show a time on a day. */
export const wallMoment = (day: string | Temporal.PlainDate, time: string, zone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds

/** The moment some days before (or after) arrival, by the clocks of the place. */
export function arrivalMinus({ checkIn, checkInFrom, zone }: Agreed, notice: Notice): number {
  const [days, hours] = typeof notice === 'number' ? [notice, 0] : notice
  const arrival = Temporal.PlainDateTime.from(`${checkIn}T${checkInFrom}`)
  return arrival.subtract({ days, hours }).toZonedDateTime(zone).epochMilliseconds
}

/** The moments at which less begins to come back, for those who like to cancel in the last second. */
export function edgesOf(agreed: Agreed): number[] {
  const tiers = tiersOf(agreed).filter(([notice]) => notice !== -1)
  return [...tiers.map(([notice]) => arrivalMinus(agreed, notice)), agreed.createdAt + 86_400_000, arrivalMinus(agreed, 0)]
}

const changes = new Map<string, { after: number; at: number }>()

/** The next moment at which the clocks of a place jump; Infinity where they never do. */
export function nextClockChange(zone: string, now: number): number {
  const known = changes.get(zone)
  if (known && known.after <= now && now < known.at) return known.at
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const at = local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity
  changes.set(zone, { after: now, at })
  return at
}

function keepsAt(agreed: Agreed, at: number): Keeps {
  const graced = agreed.createdAt <= arrivalMinus(agreed, 7)
  if (graced && at <= agreed.createdAt + 86_400_000) return none
  return tiersOf(agreed).find(([notice]) => notice === -1 || at <= arrivalMinus(agreed, notice))?.[1] ?? all
}

const share = (amount: number, part: number, whole: number) =>
  whole === 0 ? amount : Math.floor((2 * amount * part + whole) / (2 * whole))

/** What must come back to the guest when it is called off at `at`. */
export function refundDue(agreed: Agreed, by: string, at: number): number {
  const paid = (...codes: string[]) =>
    agreed.lines.filter(({ code }) => codes.includes(code)).reduce((sum, { amount }) => sum + amount.minor, 0)
  if (by === 'host') return agreed.lines.filter(({ code }) => code !== 'host_fee').reduce((sum, { amount }) => sum + amount.minor, 0)
  const keeps = keepsAt(agreed, at)
  const rates = String(agreed.lines.find(({ code }) => code === 'nights')?.values.rates ?? '')
    .split(' ')
    .map(Number)
  let slept = 0
  while (slept < rates.length && arrivalMinus(agreed, -slept) < at) slept++
  const sum = (some: number[]) => some.reduce((total, rate) => total + rate, 0)
  const nights = paid('nights', 'weekly_discount', 'monthly_discount')
  const inFull = share(nights, sum(rates.slice(0, slept + keeps.beyond)), sum(rates))
  const nightsBack = nights - inFull - Math.floor(((nights - inFull) * keeps.percent + 50) / 100)
  const extras = slept > 0 ? 0 : paid('cleaning', 'extra_guests', 'pets')
  const feeBack = share(paid('guest_fee'), nightsBack + extras, nights + paid('cleaning', 'extra_guests', 'pets'))
  const tax = agreed.lines.find(({ code }) => code === 'tax')
  const base = String(tax?.values.base ?? '').split(' ')
  const backOf: Record<string, number> = { nights: nightsBack, cleaning: slept > 0 ? 0 : paid('cleaning'), guest_fee: feeBack }
  const paidOf: Record<string, number> = { nights, cleaning: paid('cleaning'), guest_fee: paid('guest_fee') }
  const taxed = (of: Record<string, number>) => base.reduce((total, code) => total + (of[code] ?? 0), 0)
  return nightsBack + extras + feeBack + (tax ? share(tax.amount.minor, taxed(backOf), taxed(paidOf)) : 0)
}

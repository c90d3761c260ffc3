import type { Row } from './booking-row.ts'
import { must } from './violation.ts'
import { nightsIn } from './check-unit.ts'
import { guestFeeBp, hostFeeBp, taxBp } from './town.ts'

/** What a listing charged, as the database had it, and until when. */
export type PlanSeen = {
  until: number
  plan: {
    base_minor: number
    weekend_minor: number | null
    weekly_discount_bp: number
    monthly_discount_bp: number
    cleaning_minor: number
    guests_included: number
    extra_guest_minor: number
    pet_minor: number
  }
  overrides: { from_night: string; until_night: string; nightly_minor: number }[]
}

const percent = (minor: number, bp: number) => Math.floor((minor * bp + 5_000) / 10_000)

/** A price adds up, by sums of our own, and its nights cost what their host asked for at about that time: in one of `plans`, if there are any. */
export function checkQuote(
  { id, check_in, check_out, adults, children, pets, snapshot }: Row,
  plans: readonly PlanSeen[] | undefined,
): void {
  const { quote, lines } = snapshot
  const of = (code: string) => lines.filter((line) => line.code === code).reduce((sum, line) => sum + line.amount.minor, 0)
  const nights = nightsIn(check_in, check_out)
  const rates = String(lines.find(({ code }) => code === 'nights')?.values.rates ?? '')
    .split(' ')
    .map(Number)
  const fits =
    !plans ||
    plans.some(({ plan, overrides }) => {
      const usual = (night: string) =>
        [5, 6].includes(new Date(night).getUTCDay()) ? (plan.weekend_minor ?? plan.base_minor) : plan.base_minor
      const rateOf = (night: string) =>
        overrides.find((each) => each.from_night <= night && each.until_night > night)?.nightly_minor ?? usual(night)
      const bp = nights.length >= 28 ? plan.monthly_discount_bp : nights.length >= 7 ? plan.weekly_discount_bp : 0
      const all = nights.reduce((sum, night) => sum + rateOf(night), 0)
      const discount = -of('weekly_discount') - of('monthly_discount')
      const heads = Math.max(0, adults + children - plan.guests_included)
      const adds = of('nights') === all && discount === percent(all, bp) && of('cleaning') === plan.cleaning_minor
      const party = of('extra_guests') === heads * nights.length * plan.extra_guest_minor && of('pets') === pets * plan.pet_minor
      return adds && party && nights.every((night, index) => rates[index] === rateOf(night))
    })
  must('prices', fits, () => `booking ${id} costs ${rates.join(' ')} a night, and its host never asked for that`)
  const base = of('nights') + of('weekly_discount') + of('monthly_discount')
  const subtotal = base + of('cleaning') + of('extra_guests') + of('pets')
  const fee = percent(subtotal, guestFeeBp)
  const tax = percent(base + of('cleaning'), taxBp)
  must('prices', of('guest_fee') === fee, () => `booking ${id}: the guest's fee is ${of('guest_fee')}, and it must be ${fee}`)
  must('prices', -of('host_fee') === percent(subtotal, hostFeeBp), () => `booking ${id}: the host's fee is ${-of('host_fee')}`)
  must('prices', of('tax') === tax, () => `booking ${id}: the tax is ${of('tax')}, and it must be ${tax}`)
  must(
    'prices',
    quote.total.minor === subtotal + fee + tax,
    () => `booking ${id} costs ${quote.total.minor}, and its lines add up to ${subtotal + fee + tax}`,
  )
  must(
    'prices',
    quote.hostPayout.minor === subtotal - percent(subtotal, hostFeeBp),
    () => `booking ${id} pays its host ${quote.hostPayout.minor}`,
  )
}

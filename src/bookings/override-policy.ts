import { money, subtract, sum, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Quote } from '../pricing/quote.ts'
import {
  addAmounts,
  amountsOf,
  billLess,
  hostCodes,
  hostFeeOf,
  nothingGiven,
  refundableCodes,
  spread,
  totalOf,
  type Amounts,
  type Given,
  type RefundableCode,
} from './given-back.ts'
import { part, type Refund } from './refund.ts'

/** How much the operator gives back: what the policy says, all that is left, a sum, or so much of each line. */
export type Wanted =
  | Readonly<{ kind: 'policy' }>
  | Readonly<{ kind: 'all' }>
  | Readonly<{ kind: 'amount'; amount: Money }>
  | Readonly<{ kind: 'lines'; lines: readonly Readonly<{ code: RefundableCode; amount: Money }>[] }>

/**
 * Who bears what goes beyond the policy: `each` gives back of what they have earned, the host with their part of the fee;
 * `host` gives all of it and their fee stays; `market` adds it of its own. What the policy says, each gives back always.
 */
export type BornBy = 'each' | 'host' | 'market'

export type OverrideError =
  | { code: 'more_than_paid'; line: RefundableCode | null; left: Money }
  | { code: 'host_cannot_bear'; left: Money }
  | { code: 'currency_mismatch'; currency: string }

type Question = Readonly<{
  quote: Quote
  before: Given
  /** Null where nothing is called off. */ policy: Refund | null
  wanted: Wanted
  bornBy: BornBy
}>

/** The split that an operator decides. It adds up to the cent, and never comes to more than is left of any line. */
export function overrideRefund(question: Question): Result<Refund, OverrideError> {
  const { quote, before, policy, wanted, bornBy } = question
  if (wanted.kind === 'policy' && policy) return ok(policy)
  const guestBill = billLess(quote, before.toGuest)
  const asked = askedOf(question, amountsOf(guestBill))
  if (!asked.ok) return asked
  const earnersBill = billLess(quote, before.byEarners)
  const given = bornOf({ asked: asked.value, policy: policy?.given ?? nothingGiven, earnersBill, bornBy })
  return given.ok ? ok(refundOfGiven(guestBill, given.value)) : given
}

/** So much of each line. */
function askedOf({ quote, policy, wanted }: Question, left: Amounts): Result<Amounts, OverrideError> {
  const { currency } = quote.total
  const base = policy?.given.toGuest ?? {}
  if (wanted.kind === 'policy') return ok(base)
  if (wanted.kind === 'all') return ok(left)
  const amounts = wanted.kind === 'amount' ? [wanted.amount] : wanted.lines.map(({ amount }) => amount)
  if (amounts.some((amount) => amount.currency !== currency)) return err({ code: 'currency_mismatch', currency })
  if (wanted.kind === 'lines') {
    const asked = wanted.lines.map(({ code, amount }): Amounts => ({ [code]: amount.minor })).reduce(addAmounts, {})
    const over = refundableCodes.find((code) => (asked[code] ?? 0) > (left[code] ?? 0))
    return over ? err({ code: 'more_than_paid', line: over, left: money(left[over] ?? 0, currency) }) : ok(asked)
  }
  const { minor } = wanted.amount
  if (minor > totalOf(left)) return err({ code: 'more_than_paid', line: null, left: money(totalOf(left), currency) })
  const beyond = minor - totalOf(base)
  // Less than the policy gives: of each of its lines in proportion. More: the policy's, and of what is left in proportion.
  if (beyond <= 0) return ok(spread(wanted.amount, base))
  return ok(addAmounts(base, spread(money(beyond, currency), minus(left, base))))
}

const perLine = (of: (code: RefundableCode) => number): Amounts => Object.fromEntries(refundableCodes.map((code) => [code, of(code)]))
const minus = (a: Amounts, b: Amounts) => perLine((code) => Math.max(0, (a[code] ?? 0) - (b[code] ?? 0)))
const least = (a: Amounts, b: Amounts) => perLine((code) => Math.min(a[code] ?? 0, b[code] ?? 0))

type Bearing = { asked: Amounts; policy: Given; earnersBill: Quote; bornBy: BornBy }

/** What those who earned the lines give of it. Where they have given all they had, the market adds what is missing. */
function bornOf({ asked, policy, earnersBill, bornBy }: Bearing): Result<Given, OverrideError> {
  const { currency } = earnersBill.total
  const left = amountsOf(earnersBill)
  const byPolicy = perLine((code) =>
    part(policy.byEarners[code] ?? 0, Math.min(asked[code] ?? 0, policy.toGuest[code] ?? 0), Math.max(1, policy.toGuest[code] ?? 0)),
  )
  const beyond = minus(asked, policy.toGuest)
  const byEach = bornBy === 'each' ? addAmounts(byPolicy, least(beyond, minus(left, byPolicy))) : byPolicy
  const feeLeft = hostFeeOf(earnersBill)
  const subtotal = totalOf(left, hostCodes)
  const hostFee = subtotal === 0 ? 0 : part(feeLeft, totalOf(byEach, hostCodes), subtotal)
  if (bornBy !== 'host') return ok({ toGuest: asked, byEarners: { ...byEach, host_fee: hostFee } })

  const hostLeft = subtotal - feeLeft - (totalOf(byEach, hostCodes) - hostFee)
  if (totalOf(beyond) > hostLeft) return err({ code: 'host_cannot_bear', left: money(hostLeft, currency) })
  const ofHost = spread(money(totalOf(beyond), currency), minus(onlyHosts(left), byEach))
  return ok({ toGuest: asked, byEarners: { ...addAmounts(byEach, ofHost), host_fee: hostFee } })
}

const onlyHosts = (amounts: Amounts) => perLine((code) => (hostCodes.some((each) => each === code) ? (amounts[code] ?? 0) : 0))

function refundOfGiven(guestBill: Quote, given: Given): Refund {
  const { currency } = guestBill.total
  const of = (minor: number) => money(minor, currency)
  const paid = amountsOf(guestBill)
  const { byEarners, toGuest } = given
  const hostFee = byEarners.host_fee ?? 0
  const shares = {
    host: of(totalOf(byEarners, hostCodes) - hostFee),
    hostFee: of(hostFee),
    guestFee: of(byEarners.guest_fee ?? 0),
    tax: of(byEarners.tax ?? 0),
  }
  const total = of(totalOf(toGuest))
  const lines = refundableCodes
    .filter((code) => paid[code] !== undefined)
    .map((code) => ({ code, paid: of(paid[code] ?? 0), refund: of(toGuest[code] ?? 0) }))
  return { total, lines, shares, market: subtract(total, sum(Object.values(shares), currency)), given }
}

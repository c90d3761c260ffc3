import { money, parseCurrency, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'

/**
 * How many of our minor units, and of which the amount must be a multiple, make one of the provider's
 * (docs.stripe.com/currencies, "special cases"). Every currency not named here is written alike on both sides.
 * ISK and UGX have no decimals, yet Stripe wants two, always 00. MGA has them on paper only. Amounts with three decimals
 * must end in 0.
 */
const exceptions: Readonly<Record<string, { ours: number; theirs: number; step: number }>> = {
  ISK: { ours: 1, theirs: 100, step: 1 },
  UGX: { ours: 1, theirs: 100, step: 1 },
  MGA: { ours: 100, theirs: 1, step: 100 },
  ...Object.fromEntries('BHD JOD KWD OMR TND'.split(' ').map((code) => [code, { ours: 1, theirs: 1, step: 10 }])),
}

const plain = { ours: 1, theirs: 1, step: 1 }

export type ProviderAmount = Readonly<{ amount: number; currency: string }>

/** Our money in the provider's writing, or why the provider cannot take exactly that much. */
export function toProviderAmount({ minor, currency }: Money): Result<ProviderAmount, { code: 'amount_not_payable' }> {
  const { ours, theirs, step } = exceptions[currency] ?? plain
  if (minor % step !== 0) return err({ code: 'amount_not_payable' })
  return ok({ amount: (minor / ours) * theirs, currency: currency.toLowerCase() })
}

/** @throws when the provider names an amount that is no whole number of our minor units: that is no money of ours. */
export function fromProviderAmount({ amount, currency }: ProviderAmount): Money {
  const code = parseCurrency(currency.toUpperCase())
  if (!code.ok) throw new Error(`the provider names a currency that there is not: ${currency}`)
  const { ours, theirs } = exceptions[code.value] ?? plain
  return money((amount / theirs) * ours, code.value)
}

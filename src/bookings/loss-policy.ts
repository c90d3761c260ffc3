import { money } from '../kernel/money.ts'
import type { Quote } from '../pricing/quote.ts'
import { amountsOf, billLess, hostCodes, spread, totalOf, type Amounts, type Given } from './given-back.ts'

/** What those who had a part of a lost payment have given of it, in minor units. */
export type Borne = Readonly<{ host: number; hostFees: number; guestFees: number; tax: number }>

/**
 * A payment that a bank has taken back is given back to the guest like any other money: of all that is left of the bill, in
 * proportion. What comes back later is cut from the rest, so that nobody gets the same twice.
 */
export function givenByLoss(quote: Quote, before: Given, { lost, borne }: { lost: number; borne: Borne }): Given {
  const { currency } = quote.total
  const [guests, earners] = [amountsOf(billLess(quote, before.toGuest)), amountsOf(billLess(quote, before.byEarners))]
  const hosts: Amounts = Object.fromEntries(hostCodes.map((code) => [code, earners[code] ?? 0]))
  const over = (minor: number, lines: Amounts) => spread(money(Math.min(minor, totalOf(lines)), currency), lines)
  return {
    toGuest: over(lost, guests),
    byEarners: {
      ...over(borne.host + borne.hostFees, hosts),
      guest_fee: Math.min(borne.guestFees, earners.guest_fee ?? 0),
      tax: Math.min(borne.tax, earners.tax ?? 0),
      host_fee: borne.hostFees,
    },
  }
}

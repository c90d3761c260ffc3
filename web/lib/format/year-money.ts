import type { HostMoney, Money } from '../api/types.ts'

export type Month = HostMoney['months'][number]
/** The sums of a month, each of them money of one currency. */
export type Sum = 'charged' | 'refunded' | 'guestFees' | 'hostFees' | 'tax' | 'held' | 'owed' | 'earned' | 'coming'

/** The months of each currency, in the order of the first month of each. */
export const byCurrency = (months: readonly Month[]): Month[][] => [...Map.groupBy(months, ({ owed }) => owed.currency).values()]

/** What the months of one currency come to in `sum`. */
export function totalOf(months: readonly Month[], sum: Sum): Money {
  const minor = months.reduce((total, month) => total + month[sum].minor, 0)
  return { minor, currency: months[0]?.[sum].currency ?? 'EUR' }
}

/** Both fees together: what the marketplace keeps. */
export const feesOf = ({ guestFees, hostFees }: Pick<Month, 'guestFees' | 'hostFees'>): Money => ({
  minor: guestFees.minor + hostFees.minor,
  currency: guestFees.currency,
})

import type { Quote } from '../api/types.ts'
import { addDays } from '../dates/days.ts'

/** A made-up bill to look at, in the API's shape. `tax` is what a town calls its own. */
export function quoteOf(checkIn: string, checkOut: string, tax: string): Quote {
  const eur = (minor: number) => ({ minor, currency: 'EUR' })
  const line = (code: Quote['lines'][number]['code'], minor: number, values: Record<string, string | number> = {}) => ({
    code,
    label: code,
    amount: eur(minor),
    includeFor: ['guest' as const],
    values,
  })
  return {
    listingId: 'example',
    checkIn,
    checkOut,
    nights: 3,
    free: true,
    total: eur(42_400),
    hostPayout: eur(40_280),
    lines: [
      line('nights', 38_400, { nights: 3, rates: '12800 13800 11800' }),
      line('weekly_discount', -1_920, { bp: 500 }),
      line('cleaning', 3_800),
      line('guest_fee', 1_220, { bp: 300 }),
      line('tax', 900, { name: tax, kind: 'per_guest_night' }),
    ],
    cancellation: {
      policy: 'limited',
      policyName: null,
      steps: [
        { until: `${addDays(checkIn, -14)}T16:00:00.000Z`, refund: eur(42_400) },
        { until: `${addDays(checkIn, -7)}T16:00:00.000Z`, refund: eur(24_160) },
        { until: null, refund: eur(900) },
      ],
    },
  }
}

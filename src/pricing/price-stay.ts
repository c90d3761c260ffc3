import type { ListingId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import type { Db, Tx } from '../platform/db.ts'
import { priceStay, type Guests, type Quote } from './quote.ts'
import { selectOverrides, selectPlan, selectTerms } from './store.ts'

export type QuoteStayError = { code: 'not_priced' }

type Input = { listing: { id: ListingId; currency: Currency }; stay: Stay; guests: Guests }

/** The listing's prices as they are now, and what the stay costs under them. Whether it may be had is not asked here. */
export async function quoteStay(db: Db | Tx, { listing, stay, guests }: Input): Promise<Result<Quote, QuoteStayError>> {
  const plan = await selectPlan(db, listing.id)
  if (!plan) return err({ code: 'not_priced' })
  const overrides = await selectOverrides(db, listing.id, stay)
  const terms = await selectTerms(db)
  return ok(priceStay({ plan, overrides, terms, currency: listing.currency, stay, guests }))
}

import type { ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { QuoteStayError } from './price-stay.ts'
import type { Guests, Quote } from './quote.ts'
import { repriceStay, type Agreed } from './reprice.ts'
import { selectOverrides, selectPlan, selectTerms } from './store.ts'

type Input = { listingId: ListingId; agreed: Agreed; to: { stay: Stay; guests: Guests } }

/** What an agreed stay would cost if it were altered now. Whether it may be had is not asked here. */
export async function requoteStay(db: Db | Tx, { listingId, agreed, to }: Input): Promise<Result<Quote, QuoteStayError>> {
  const plan = await selectPlan(db, listingId)
  if (!plan) return err({ code: 'not_priced' })
  const overrides = await selectOverrides(db, listingId, to.stay)
  const terms = await selectTerms(db)
  return ok(repriceStay({ plan, overrides, terms, currency: agreed.quote.total.currency }, agreed, to))
}

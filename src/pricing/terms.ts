import type { Db, Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { termsWire, type Terms } from './market-terms.ts'
import { selectTerms, writeTerms } from './store.ts'

/** The market's fees and tax; none as long as its operator has set none. */
export const loadTerms = (db: Db | Tx): Promise<Terms> => selectTerms(db)

/** Sets fees and tax for every stay priced from now on; bookings keep the terms they were made under. @throws when out of limits. */
export async function saveTerms(tx: Tx, deps: TxDeps, terms: Terms): Promise<void> {
  await writeTerms(tx, termsWire.parse(terms))
  await announce(tx, deps, { type: 'terms.changed' })
}

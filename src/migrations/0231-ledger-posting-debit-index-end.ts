import type { Kysely } from 'kysely'
import { dropIndex } from './columns.ts'

/** The one with the amount in it has taken its place. */
export const up = (db: Kysely<unknown>): Promise<void> => dropIndex(db, 'ledger_posting', 'ledger_posting_debit')

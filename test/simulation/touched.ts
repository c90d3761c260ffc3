import type { DatabaseSync } from 'node:sqlite'
import type { BookingId } from '../../src/kernel/ids.ts'
import type { Touched } from './watch.ts'

/** Whether one of these events about `id` was announced in this transaction. */
export const told = (touched: Touched, id: string, ...events: readonly string[]) =>
  touched.events.some(({ type, payload }) => events.includes(type) && payload.includes(id))

/** What somebody has got of a booking in this transaction, below zero when it gave. */
export const gotOf = (touched: Touched, id: BookingId, account: string) =>
  touched.postings
    .filter(({ booking }) => booking === id)
    .reduce((sum, { debit, credit, minor }) => sum + (credit === account ? minor : 0) - (debit === account ? minor : 0), 0)

/** How much the provider was asked to send back in a transaction. */
export function askedBackIn(database: DatabaseSync): (touched: Touched) => number {
  const readAmount = database.prepare('select amount_minor as minor from refund where id = ?')
  return (touched) => [...touched.refunds].reduce((sum, id) => sum + (readAmount.get(id) as { minor: number }).minor, 0)
}

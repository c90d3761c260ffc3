import type { Instant } from '../kernel/clock.ts'
import type { UserId } from '../kernel/ids.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Tx } from '../platform/db.ts'
import { prepared, preparedInsert, type Ask } from '../platform/prepared.ts'
import { updateOrInsert } from '../platform/update-or-insert.ts'

/** Makes concurrent holds of one guest wait for each other: whoever bumps second sees what the first has written. */
export async function bumpGuest(tx: Tx, guestId: UserId): Promise<void> {
  await updateOrInsert(
    () => bumpVersion(tx, { guestId }),
    () => insertGuest(tx, { guest_id: guestId, version: 1 }),
  )
}

const insertGuest = preparedInsert((db) => db.insertInto('booking_guest'))
const bumpVersion = prepared((db, ask: Ask<{ guestId: UserId }>) =>
  db
    .updateTable('booking_guest')
    .set((set) => ({ version: set('version', '+', 1) }))
    .where('guest_id', '=', ask('guestId')),
)

export async function countHolds(tx: Tx, guestId: UserId, since: Instant): Promise<{ open: number; recent: number }> {
  const { rows } = await holdsOf(tx, { guestId, since })
  const counts = rows.map((row) => ({ state: row.state, count: wholeNumber(row.count) }))
  const open = counts.find((row) => row.state === 'pending_payment')?.count ?? 0
  return { open, recent: counts.reduce((sum, row) => sum + row.count, 0) }
}

const holdsOf = prepared((db, ask: Ask<{ guestId: UserId; since: Instant }>) =>
  db
    .selectFrom('booking')
    .select(['state', (select) => select.fn.countAll().as('count')])
    .where('guest_id', '=', ask('guestId'))
    .where((where) => where.or([where('created_at', '>', ask('since')), where('state', '=', 'pending_payment')]))
    .groupBy('state'),
)

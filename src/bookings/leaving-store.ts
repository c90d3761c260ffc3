import type { BookingId, HostId, UserId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'

type Person = Readonly<{ userId: UserId; hostId: HostId | null }>

const openStates = ['pending_payment', 'requested', 'accepting', 'confirmed', 'in_stay']

/** Whether somebody has a stay that is not over, as guest or as host. */
export async function selectAnyOpen(tx: Tx, { userId, hostId }: Person): Promise<BookingId | undefined> {
  const asGuest = await tx
    .selectFrom('booking')
    .select('id')
    .where('guest_id', '=', userId)
    .where('state', 'in', openStates)
    .limit(1)
    .execute()
  if (asGuest[0] || hostId === null) return asGuest[0]?.id
  const asHost = await tx
    .selectFrom('booking')
    .select('id')
    .where('host_id', '=', hostId)
    .where('state', 'in', openStates)
    .limit(1)
    .execute()
  return asHost[0]?.id
}

export async function selectIdsOfGuest(tx: Tx, guestId: UserId): Promise<BookingId[]> {
  return (await tx.selectFrom('booking').select('id').where('guest_id', '=', guestId).execute()).map(({ id }) => id)
}

/** Who came, in their own words: gone. That somebody came, when, and for how much stays. */
export async function eraseGuestWords(tx: Tx, guestId: UserId): Promise<void> {
  await tx.updateTable('booking').set({ guest_name: '', guest_phone: '', guest_note: '' }).where('guest_id', '=', guestId).execute()
}

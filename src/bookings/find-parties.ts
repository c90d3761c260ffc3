import { findUser, type User } from '../accounts/find-user.ts'
import { findHost } from '../accounts/host.ts'
import type { Db } from '../platform/db.ts'
import type { Booking, Party } from './booking.ts'

/** Whom to write to about a booking. A host nobody signs in as has no address, and who has left is nobody's guest. */
export async function findParties(db: Db, { guestId, hostId }: Booking): Promise<Readonly<Record<Party, User | undefined>>> {
  const host = await findHost(db, hostId)
  return { guest: await findUser(db, guestId), host: host?.userId ? await findUser(db, host.userId) : undefined }
}

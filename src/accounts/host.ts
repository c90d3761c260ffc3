import type { HostId, UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { insertHost, selectHostOfUser, selectHosts, type Host } from './store.ts'

export type { Host } from './store.ts'

export async function findHost(db: Db | Tx, hostId: HostId): Promise<Host | undefined> {
  return (await selectHosts(db, [hostId]))[0]
}

/** Those that exist of `ids`. */
export async function findHosts(db: Db | Tx, ids: readonly HostId[]): Promise<Map<HostId, Host>> {
  return new Map((await selectHosts(db, ids)).map((host) => [host.id, host]))
}

/** The host that this user is. */
export const hostOf = (db: Db | Tx, userId: UserId): Promise<Host | undefined> => selectHostOfUser(db, userId)

/** Makes the user a host. @throws a duplicate when they are one already. */
export async function createHost(
  tx: Tx,
  { clock, ids }: TxDeps,
  host: Pick<Host, 'name'> & Partial<Pick<Host, 'about' | 'since'>> & { userId: UserId },
): Promise<HostId> {
  const id = ids.next<'host'>()
  await insertHost(tx, { id, userId: host.userId, name: host.name, about: host.about ?? '', since: host.since ?? null }, clock.now())
  return id
}

import type { HostId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'
import { selectImportedHost } from './imported-host-store.ts'

/** Our id of a host from another market, by its id there. */
export async function findImportedHost(db: Db, origin: { source: string; sourceId: string }): Promise<HostId | undefined> {
  return (await selectImportedHost(db, origin))?.id
}

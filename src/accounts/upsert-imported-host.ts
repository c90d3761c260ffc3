import type { HostId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { insertImportedHost, selectImportedHost, updateImportedHost, type ImportedHost } from './imported-host-store.ts'

/** `hash` stands for all that was read of the host: the same again changes nothing. */
type Source = Readonly<{ name: string; id: string; hash: string }>

/**
 * Makes a host whom nobody can sign in as, or brings the one from the same source up to date. Whoever has been claimed
 * through an operator's link is their own person from then on: an import changes nothing about them.
 */
export async function upsertImportedHost(
  tx: Tx,
  { clock, ids }: TxDeps,
  { source, host }: { source: Source; host: ImportedHost },
): Promise<{ hostId: HostId; claimed: boolean }> {
  const origin = { source: source.name, sourceId: source.id }
  const stored = await selectImportedHost(tx, origin)
  if (!stored) {
    const id = ids.next<'host'>()
    await insertImportedHost(tx, { ...host, ...origin, id, hash: source.hash, now: clock.now() })
    return { hostId: id, claimed: false }
  }
  const claimed = stored.userId !== null
  if (!claimed && stored.hash !== source.hash) await updateImportedHost(tx, stored.id, { ...host, hash: source.hash })
  return { hostId: stored.id, claimed }
}

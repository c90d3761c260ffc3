import type { HostId, ListingId, PhotoId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { lockOwnPhotos, type OwnPhotosError } from './own-photos.ts'
import type { Photo } from './photo.ts'
import { writeOrder } from './photo-store.ts'

/** The order names other photos than there are: one came or went meanwhile. Nothing is written then. */
export type OrderPhotosError = OwnPhotosError | { code: 'photos_changed' }

type Input = { listingId: ListingId; hostId: HostId; photoIds: readonly PhotoId[] }

/** A host puts all photos in order; the first is the cover. */
export async function orderPhotos(deps: Deps, { listingId, hostId, photoIds }: Input): Promise<Result<readonly Photo[], OrderPhotosError>> {
  return inTransaction(deps.db, async (tx) => {
    const own = await lockOwnPhotos(tx, deps, { listingId, hostId })
    if (!own.ok) return own
    const byId = new Map(own.value.map((photo) => [photo.id, photo]))
    const ordered = [...new Set(photoIds)].flatMap((id) => byId.get(id) ?? [])
    if (ordered.length !== byId.size || photoIds.length !== byId.size) return err({ code: 'photos_changed' })
    await writeOrder(tx, listingId, photoIds)
    await announce(tx, deps, { type: 'listing.changed', listingId })
    return ok(ordered)
  })
}

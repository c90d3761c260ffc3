import type { ListingId, UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { viewListing, type Viewer } from '../listings/view-listing.ts'
import type { Deps } from '../platform/deps.ts'
import { inTheirTurn } from './list-turn.ts'
import { savedMax, type SavedListId } from './list.ts'
import { countSaved, insertSaved, isOnList, selectList } from './store.ts'

export type SaveListingError = { code: 'list_not_found' } | { code: 'listing_not_found' } | { code: 'too_many_saved'; savedMax: number }

type Input = { viewer: NonNullable<Viewer> & { userId: UserId }; listId: SavedListId; listingId: ListingId }

/** Puts a home that this person can see on one of their lists. What is on it already stays as it is. */
export async function saveListing(
  deps: Pick<Deps, 'db' | 'clock'>,
  { viewer, listId, listingId }: Input,
): Promise<Result<undefined, SaveListingError>> {
  const viewed = await viewListing(deps.db, listingId, viewer)
  return inTheirTurn(deps, viewer.userId, async (tx) => {
    if (!(await selectList(tx, viewer.userId, listId))) return err({ code: 'list_not_found' })
    if (await isOnList(tx, listId, listingId)) return ok()
    if (!viewed.ok) return viewed
    if ((await countSaved(tx, viewer.userId)) >= savedMax) return err({ code: 'too_many_saved', savedMax })
    await insertSaved(tx, { listId, listingId, title: viewed.value.listing.title, savedAt: deps.clock.now() })
    return ok()
  })
}

import type { ListingId, UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Deps } from '../platform/deps.ts'
import { inTheirTurn } from './list-turn.ts'
import type { SavedListId } from './list.ts'
import { deleteSaved, selectList, selectSaved } from './store.ts'

export type UnsaveListingError = { code: 'list_not_found' }

/** Takes a home off one of this person's lists; what is not on it is off it already. */
export async function unsaveListing(
  deps: Pick<Deps, 'db' | 'clock'>,
  { userId, listId, listingId }: { userId: UserId; listId: SavedListId; listingId: ListingId },
): Promise<Result<undefined, UnsaveListingError>> {
  return inTheirTurn(deps, userId, async (tx) => {
    if (!(await selectList(tx, userId, listId))) return err({ code: 'list_not_found' })
    await deleteSaved(tx, [listId], listingId)
    return ok()
  })
}

/** Takes a home off all of this person's lists. @returns those that it was on, so that it can be put back. */
export async function unsaveEverywhere(
  deps: Pick<Deps, 'db' | 'clock'>,
  { userId, listingId }: { userId: UserId; listingId: ListingId },
): Promise<SavedListId[]> {
  const done = await inTheirTurn(deps, userId, async (tx) => {
    const lists = (await selectSaved(tx, userId)).filter((saved) => saved.listingId === listingId).map(({ listId }) => listId)
    await deleteSaved(tx, lists, listingId)
    return ok(lists)
  })
  return done.value
}

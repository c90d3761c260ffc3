import type { UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { inTheirTurn } from './list-turn.ts'
import { isDefault, type SavedList, type SavedListId } from './list.ts'
import { deleteListRows, selectList, updateName, updateShareToken } from './store.ts'

export type ChangeListError = { code: 'list_not_found' }
export type DeleteListError = ChangeListError | { code: 'default_list_stays' }

type Which = { userId: UserId; listId: SavedListId }

export const renameList = (deps: Pick<Deps, 'db' | 'clock'>, { name, ...which }: Which & { name: string }) =>
  change(deps, which, async (tx, list) => {
    await updateName(tx, list.id, name)
    return ok({ ...list, name })
  })

/** The list and what it says of homes; the homes are where they are. The list that hearts fill stays. */
export async function deleteList(deps: Pick<Deps, 'db' | 'clock'>, which: Which): Promise<Result<SavedList, DeleteListError>> {
  return change<SavedList, DeleteListError>(deps, which, async (tx, list) => {
    if (isDefault(list)) return err({ code: 'default_list_stays' })
    await deleteListRows(tx, list.id)
    return ok(list)
  })
}

const tokenBytes = 32

/** Opens a list to whoever has its link, which cannot be guessed. One that is open keeps its link. */
export const shareList = (deps: Pick<Deps, 'db' | 'clock' | 'random'>, which: Which) => {
  const fresh = Buffer.from(deps.random.bytes(tokenBytes)).toString('base64url')
  return change(deps, which, async (tx, list) => {
    const shareToken = list.shareToken ?? fresh
    await updateShareToken(tx, list.id, shareToken)
    return ok({ ...list, shareToken })
  })
}

/** The link opens nothing any more, and never will again: sharing anew makes another. */
export const unshareList = (deps: Pick<Deps, 'db' | 'clock'>, which: Which) =>
  change(deps, which, async (tx, list) => {
    await updateShareToken(tx, list.id, null)
    return ok({ ...list, shareToken: null })
  })

function change<L extends SavedList, E extends { code: string } = ChangeListError>(
  deps: Pick<Deps, 'db' | 'clock'>,
  { userId, listId }: Which,
  work: (tx: Tx, list: SavedList) => Promise<Result<L, E>>,
): Promise<Result<L, E | ChangeListError>> {
  return inTheirTurn(deps, userId, async (tx): Promise<Result<L, E | ChangeListError>> => {
    const list = await selectList(tx, userId, listId)
    return list ? work(tx, list) : err({ code: 'list_not_found' })
  })
}

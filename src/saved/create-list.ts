import type { UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Deps } from '../platform/deps.ts'
import { inTheirTurn } from './list-turn.ts'
import { listsMax, type SavedList } from './list.ts'
import { insertList, selectLists } from './store.ts'

export type CreateListError = { code: 'too_many_lists'; listsMax: number }

/** Another list of homes, empty. Two may have the same name. */
export async function createList(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  { userId, name }: { userId: UserId; name: string },
): Promise<Result<SavedList, CreateListError>> {
  return inTheirTurn(deps, userId, async (tx) => {
    if ((await selectLists(tx, userId)).length >= listsMax) return err({ code: 'too_many_lists', listsMax })
    const list = { id: deps.ids.next<'saved_list'>(), userId, name, shareToken: null, createdAt: deps.clock.now() }
    await insertList(tx, list)
    return ok(list)
  })
}

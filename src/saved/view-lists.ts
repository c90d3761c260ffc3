import type { z } from 'zod'
import { facesOf } from '../accounts/faces.ts'
import { toIso } from '../kernel/clock.ts'
import type { ListingId, UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { findHomes } from '../search/find-stays.ts'
import { parseResult } from '../search/write-found.ts'
import type { Search, SearchError } from '../search/search.ts'
import type { searchResultWire } from '../search/wire.ts'
import type { Deps } from '../platform/deps.ts'
import { isDefault, type SavedList, type SavedListId, type SavedListing } from './list.ts'
import { selectList, selectListings, selectLists, selectSaved, selectSharedList } from './store.ts'
import type { listHeadWire, listWire, savedWire, sharedListWire } from './wire.ts'

export type ViewListError = { code: 'list_not_found' } | SearchError

type ViewDeps = Pick<Deps, 'db' | 'clock'> & { search: Search }
type Home = z.input<typeof searchResultWire>

/** How many of a list's homes are asked for a picture to show it by. */
const coversMax = 3

/** Where a person's saved homes are: each listing with the lists that it is on. */
export async function viewSaved({ db }: Pick<Deps, 'db'>, userId: UserId): Promise<z.input<typeof savedWire>['items']> {
  const lists = new Map<ListingId, SavedListId[]>()
  for (const { listingId, listId } of await selectSaved(db, userId)) lists.set(listingId, [...(lists.get(listingId) ?? []), listId])
  return [...lists].map(([listingId, on]) => ({ listingId, lists: on }))
}

/** A person's lists, the one that hearts fill first. */
export async function viewLists(deps: ViewDeps, userId: UserId): Promise<Result<z.input<typeof listHeadWire>[], ViewListError>> {
  const lists = await selectLists(deps.db, userId)
  const saved = Map.groupBy(await selectSaved(deps.db, userId), ({ listId }) => listId)
  const on = (list: SavedList) => saved.get(list.id) ?? []
  const homes = await homesOf(
    deps,
    lists.flatMap((list) => on(list).slice(0, coversMax)),
  )
  if (!homes.ok) return homes
  const coverOf = (list: SavedList) =>
    on(list)
      .map(({ listingId }) => homes.value.get(listingId)?.photo)
      .find((photo) => photo) ?? null
  const [hearts, others] = [lists.filter(isDefault), lists.filter((list) => !isDefault(list))]
  return ok([...hearts, ...others].map((list) => ({ ...presentHead(list, on(list).length), cover: coverOf(list) })))
}

/** One of a person's lists with its homes. One that is not on offer now has no card: its title is what it was when it was saved. */
export async function viewList(
  deps: ViewDeps,
  { userId, listId }: { userId: UserId; listId: SavedListId },
): Promise<Result<z.input<typeof listWire>, ViewListError>> {
  const list = await selectList(deps.db, userId, listId)
  if (!list) return err({ code: 'list_not_found' })
  const saved = await selectListings(deps.db, list.id)
  const homes = await homesOf(deps, saved)
  if (!homes.ok) return homes
  const items = saved.map(({ listingId, title, savedAt }) => {
    const home = homes.value.get(listingId) ?? null
    return { listingId, title: home?.title ?? title, savedAt: toIso(savedAt), home }
  })
  return ok({ ...presentHead(list, items.length), items })
}

/** A list as whoever has its link sees it: its name, the name its owner shows, and the homes that everybody can see. */
export async function viewSharedList(deps: ViewDeps, token: string): Promise<Result<z.input<typeof sharedListWire>, ViewListError>> {
  const list = await selectSharedList(deps.db, token)
  const owner = list && (await facesOf(deps.db, [list.userId])).get(list.userId)
  if (!list || !owner) return err({ code: 'list_not_found' })
  const saved = await selectListings(deps.db, list.id)
  const homes = await homesOf(deps, saved)
  if (!homes.ok) return homes
  const items = saved.flatMap(({ listingId }) => homes.value.get(listingId) ?? [])
  return ok({ name: list.name, owner: owner.name, items, away: saved.length - items.length })
}

export const presentHead = (list: SavedList, count: number) => ({
  id: list.id,
  name: list.name,
  default: isDefault(list),
  token: list.shareToken,
  count,
})

async function homesOf(deps: ViewDeps, saved: readonly SavedListing[]): Promise<Result<Map<string, Home>, SearchError>> {
  const found = await findHomes(deps, [...new Set(saved.map(({ listingId }) => listingId))])
  return found.ok ? ok(new Map(found.value.map(parseResult).map((home) => [home.listingId, home]))) : found
}

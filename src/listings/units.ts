import type { HostId, ListingId, UnitId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { unitsMax } from './listing-facts.ts'
import { lockOwnListing } from './lock-own-listing.ts'
import { insertUnits, selectUnits } from './store.ts'
import { deleteUnit, selectNamedUnits, selectUnit, selectUnitNames, updateUnit, type NamedUnit } from './unit-store.ts'

export type { NamedUnit } from './unit-store.ts'

/** The listing's interchangeable units, in the host's order. */
export const unitsOf = (db: Db | Tx, listingId: ListingId): Promise<UnitId[]> => selectUnits(db, listingId)

/** The same with the names they go by. */
export const namedUnitsOf = (db: Db | Tx, listingId: ListingId): Promise<NamedUnit[]> => selectNamedUnits(db, listingId)

/** Whether the unit is still let. Asked under the version of its calendar, which `replaceUnits` bumps for what it takes away. */
export const isUnit = async (tx: Tx, id: UnitId): Promise<boolean> => (await selectUnit(tx, id)) !== undefined

/** The listing's units for who is about to change them: everybody else who wants to waits. Undefined when it is not this host's. */
export async function lockUnits(tx: Tx, deps: TxDeps, listingId: ListingId, hostId: HostId): Promise<NamedUnit[] | undefined> {
  return (await lockOwnListing(tx, deps, { listingId, hostId })) && selectNamedUnits(tx, listingId)
}

type Replaced = { before: readonly NamedUnit[]; after: readonly { id: UnitId | null; name: string }[] }

/** Adds, renames and takes away units, in the order given. Whoever calls has seen that nobody has a night ahead in what goes. */
export async function replaceUnits(tx: Tx, deps: TxDeps, listingId: ListingId, { before, after }: Replaced): Promise<void> {
  const kept = new Set(after.map(({ id }) => id))
  for (const { id } of before) if (!kept.has(id)) await deleteUnit(tx, id)
  // Out of each other's way first: no two of a listing may stand in one place, not even for a moment.
  for (const [position, unit] of before.entries()) if (kept.has(unit.id)) await updateUnit(tx, unit, unitsMax + position)
  for (const [position, { id, name }] of after.entries()) {
    if (id) await updateUnit(tx, { id, name }, position)
    else await insertUnits(tx, listingId, [{ id: deps.ids.next<'unit'>(), name, position }])
  }
  await announce(tx, deps, { type: 'listing.changed', listingId })
}

/** What the units of many listings are called; most have no name, since most listings have one unit. */
export async function unitNamesOf(db: Db | Tx, listingIds: readonly ListingId[]): Promise<Map<UnitId, string>> {
  return new Map((await selectUnitNames(db, listingIds)).map(({ id, name }) => [id, name]))
}

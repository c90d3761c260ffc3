import assert from 'node:assert/strict'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { newDice } from '../../test/dice.ts'
import { newSearchTown } from '../../test/search-town.ts'
import { writeListing } from '../../test/search-rows.ts'
import { assertSame } from '../../test/search-same.ts'
import { newSearchWorld } from '../../test/search-world.ts'
import { tempFolder } from '../../test/temp.ts'
import { dayMs } from '../kernel/clock.ts'
import { write, type Db } from '../platform/db.ts'
import { lastNumber } from '../platform/follower.ts'
import { newEngine } from './engine.ts'

/** A town whose search has been started and stopped, so that there is a snapshot. */
async function writtenDown(t: TestContext, db: Db, seed: number) {
  const town = await newSearchTown(t, db, seed)
  const options = { snapshot: path.join(tempFolder('snapshot'), 'search.snapshot'), snapshotFrom: 1 }
  const [{ id } = { id: undefined }] = town.world.listings
  assert.ok(id)
  await town.change(id, async () => undefined)
  await town.sequencer.runOnce()
  const first = town.newSearch(options)
  await first.start()
  await first.stop()
  return { ...town, options, id }
}

forEachDatabase('a start from a snapshot follows what has happened since, and reads nothing else', async (t, db) => {
  const town = await writtenDown(t, db, 41)
  const dice = newDice(41)
  for (let i = 0; i < 10; i++) {
    const { id } = dice.pick(town.world.listings)
    await town.change(id, (tx) => writeListing(tx, { ...town.world.fresh(), id }))
  }
  await town.sequencer.runOnce()
  const search = town.newSearch(town.options)
  await search.start()
  await town.assertTrue(search)

  // What nobody announced stays as the snapshot has it: proof that it was not read.
  await search.stop()
  const hidden = { ...town.world.fresh(), id: town.id }
  await write(db, (tx) => writeListing(tx, hidden))
  const again = town.newSearch(town.options)
  await again.start()
  await assert.rejects(town.assertTrue(again))
  await again.stop()
})

forEachDatabase('a snapshot that is spoilt, cut short, or of another database is thrown away', async (t, db) => {
  const town = await writtenDown(t, db, 42)
  const good = await readFile(town.options.snapshot)
  const spoilt = (at: number) => {
    const bytes = Buffer.from(good)
    bytes[at] = (bytes[at] ?? 0) ^ 16
    return bytes
  }
  // Seen only when everything is read anew.
  await write(db, (tx) => writeListing(tx, { ...town.world.fresh(), id: town.id }))
  const startFrom = async (bytes: Buffer | null) => {
    if (bytes) await writeFile(town.options.snapshot, bytes)
    const search = town.newSearch({ ...town.options, snapshotFrom: Infinity })
    await search.start()
    await town.assertTrue(search)
    await search.stop()
  }
  const bytes = good.length
  for (const at of [0, 100, bytes >> 1, bytes - 200, bytes - 6, bytes - 1]) await startFrom(spoilt(at))
  for (const length of [0, 7, 8, bytes - 1, bytes >> 1]) {
    await writeFile(town.options.snapshot, good)
    await truncate(town.options.snapshot, length)
    await startFrom(null)
  }
  // The same numbers, another history.
  await db
    .updateTable('outbox')
    .set({ id: town.deps.ids.next() })
    .where('seq', '=', await lastNumber(db))
    .execute()
  await startFrom(good)
})

forEachDatabase('nights that have come since the snapshot are promised to nobody until they have been read', async (t, db) => {
  const town = await writtenDown(t, db, 43)
  town.deps.clock.pass(5 * dayMs)
  const search = town.newSearch(town.options)
  await search.start()
  await search.roll()
  await town.assertTrue(search)
  await search.stop()
})

test('a snapshot that is written while homes come, go and change holds each of those that did not', async () => {
  for (let seed = 600; seed < 606; seed++) {
    const world = newSearchWorld(seed)
    const today = Math.floor(world.now / dayMs)
    const engine = newEngine(today)
    engine.setTerms(world.terms)
    for (let i = 0; i < 3_000; i++) world.listings.push(world.fresh())
    for (const listing of world.listings) engine.put(listing)
    const file = path.join(tempFolder('snapshot'), 'snapshot')
    const saving = engine.save(file, { seq: 1 })
    const touched = new Map<string, (typeof world.listings)[0] | null>()
    let saved = false
    void saving.then(() => (saved = true))
    for (let i = 0; !saved; i++) {
      const fresh = world.fresh()
      const old = world.listings[i * 7]
      touched.set(fresh.id, fresh)
      engine.put(fresh)
      if (old) {
        const next = i % 2 === 0 ? { ...world.fresh(), id: old.id } : null
        touched.set(old.id, next)
        if (next) engine.put(next)
        else engine.remove(old.id)
      }
      if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    assert.ok(touched.size > 100, `${touched.size} changes while it was written`)
    const other = newEngine(today)
    assert.deepEqual(await other.load(file), { seq: 1 })
    other.setTerms(world.terms)
    // What happened since the mark is told again, as a follower does.
    for (const [id, next] of touched) {
      if (next) other.put(next)
      else other.remove(id as (typeof world.listings)[0]['id'])
    }
    world.listings = [...world.listings.filter(({ id }) => !touched.has(id)), ...[...touched.values()].flatMap((next) => next ?? [])]
    assert.equal(other.count(), world.listings.length)
    for (let i = 0; i < 3; i++) await assertSame(other, world, { ...world.query(), facets: false, instead: false })
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { databases } from '../../test/databases.ts'
import { writeListing } from '../../test/search-rows.ts'
import { newSearchTown } from '../../test/search-town.ts'
import { openDatabase } from '../platform/db.ts'

test('a market that grows while it runs is answered by threads from then on, and truly', async (t) => {
  const made = await databases()[0]?.openMigrated()
  assert.ok(made)
  const db = openDatabase(made.url)
  const threadsNow = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
  const before = threadsNow()
  const town = await newSearchTown(t, db, 27)
  const search = town.newSearch({ threads: 1, threadsFrom: town.world.listings.length + 20 })
  await search.start()
  assert.equal(threadsNow(), before, 'few homes need no threads')
  for (let i = 0; i < 30; i++) {
    const listing = town.world.fresh()
    await town.change(listing.id, (tx) => writeListing(tx, listing))
  }
  await town.sequencer.runOnce()
  await search.catchUp()
  assert.ok(threadsNow() > before, 'more homes, and threads')
  await town.assertTrue(search)
  await search.stop()
  await db.destroy()
  await made.drop()
})

test('a market whose threads cannot be started says so once it tries, and still follows what changes', async (t) => {
  const made = await databases()[0]?.openMigrated()
  assert.ok(made)
  const db = openDatabase(made.url)
  const town = await newSearchTown(t, db, 28)
  const search = town.newSearch({ threads: 0, threadsFrom: 1 })
  await search.start()
  for (let i = 0; i < 2; i++) {
    const listing = town.world.fresh()
    await town.change(listing.id, (tx) => writeListing(tx, listing))
    await town.sequencer.runOnce()
    await search.catchUp()
    await town.assertTrue(search)
  }
  await search.stop()
  await db.destroy()
  await made.drop()
})

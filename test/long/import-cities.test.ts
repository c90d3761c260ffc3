import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { wholeNumber } from '../../src/platform/aggregates.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { databases, forEachDatabase } from '../databases.ts'
import { currency, runImport } from '../inside-airbnb.ts'
import { dataFolder, skipWithoutData } from '../machine.ts'
import { tempFolder } from '../temp.ts'

const city = (name: string) => path.join(dataFolder() ?? '', 'inside-airbnb', name)

/** As counted in the files with a program of another language. */
const cities = [
  { name: 'singapore-2023-09', code: 'SGD', listings: 3_483, blockedNights: 449_296, reviews: 35_698, overrides: 52_146 },
  { name: 'antwerp-2024-06', code: 'EUR', listings: 2_870, blockedNights: 496_362, reviews: 0, overrides: 0 },
  { name: 'jersey-city-2019-04', code: 'USD', listings: 2_651, blockedNights: 404_048, reviews: 0, overrides: 135_770 },
  { name: 'albany-2024-01', code: 'USD', listings: 410, blockedNights: 50_310, reviews: 21_879, overrides: 0 },
]

for (const { name, code, ...expected } of cities) {
  forEachDatabase(
    `${name} is imported whole, and importing it again changes nothing`,
    async (_, db) => {
      const options = { currency: currency(code), publish: true }
      const { outcome, skipped } = await runImport(db, city(name), options)
      assert.ok(outcome.ok)
      assert.deepEqual(skipped, [])
      const { listings, blockedNights, reviews, created, reviewsCreated } = outcome.value
      assert.deepEqual(
        { listings, blockedNights, reviews },
        { listings: expected.listings, blockedNights: expected.blockedNights, reviews: expected.reviews },
      )
      assert.deepEqual([created, reviewsCreated], [listings, reviews])
      const count = async (table: 'listing' | 'night_claim' | 'review' | 'unit' | 'price_override') =>
        wholeNumber(
          (
            await db
              .selectFrom(table)
              .select(({ fn }) => fn.countAll().as('count'))
              .executeTakeFirstOrThrow()
          ).count,
        )
      const counts = async () => [await count('listing'), await count('unit'), await count('night_claim'), await count('review')]
      const once = await counts()
      assert.deepEqual(once, [listings, listings, blockedNights, reviews])
      assert.equal(await count('price_override'), expected.overrides)
      const again = await runImport(db, city(name), options)
      assert.ok(again.outcome.ok)
      assert.deepEqual([again.outcome.value.unchanged, again.outcome.value.reviewsUnchanged], [listings, reviews])
      assert.deepEqual(await counts(), once)
    },
    { skip: skipWithoutData() },
  )
}

test('an import ends as it should when it is killed at any moment', { skip: skipWithoutData() }, async () => {
  const [sqlite] = databases()
  assert.ok(sqlite)
  const dataDir = tempFolder('killed-import')
  const command = [
    '--disable-warning=ExperimentalWarning',
    'bin/sojourn.ts',
    'import',
    'inside-airbnb',
    city('albany-2024-01'),
    '--currency',
    'USD',
  ]
  for (let attempt = 1; ; attempt++) {
    const child = spawn(process.execPath, command, { env: { ...process.env, SOJOURN_DATA: dataDir }, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), 900 + attempt * 437)
    const code = await new Promise((resolve) => child.once('close', resolve))
    clearTimeout(timer)
    if (code === 0) break
    assert.ok(attempt < 200)
  }
  const db = openDatabase(`sqlite:${path.join(dataDir, 'sojourn.db')}`)
  const once = await sql<{ nights: number; halves: number }>`
    select (select count(*) from night_claim) as nights,
      (select count(*) from listing where id not in (select listing_id from unit) or id not in (select listing_id from price_plan)) as halves`.execute(
    db,
  )
  assert.deepEqual({ ...once.rows[0] }, { nights: 50_310, halves: 0 })
  await db.destroy()
})

test('the import of a city needs less than 400 MB', { skip: skipWithoutData() }, async () => {
  const dataDir = tempFolder('import-memory')
  const command = [
    '--disable-warning=ExperimentalWarning',
    'bin/sojourn.ts',
    'import',
    'inside-airbnb',
    city('singapore-2023-09'),
    '--currency',
    'SGD',
  ]
  const child = spawn(process.execPath, command, { env: { ...process.env, SOJOURN_DATA: dataDir }, stdio: 'ignore' })
  let peakKilobytes = 0
  const watch = setInterval(() => {
    const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')
    peakKilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? peakKilobytes)
  }, 100)
  child.once('exit', () => clearInterval(watch))
  assert.equal(await new Promise((resolve) => child.once('close', resolve)), 0)
  assert.ok(peakKilobytes > 50_000 && peakKilobytes * 1024 < 400e6, `${peakKilobytes} kB`)
})

/** A file system of that many bytes; undefined for whoever may not mount one. */
function smallDisk(bytes: number): { folder: string; resize(bytes: number): void; remove(): void } | undefined {
  const folder = path.join(tempFolder('small-disk'), 'disk')
  mkdirSync(folder)
  const mount = (...options: string[]) => execFileSync('mount', options, { stdio: 'ignore' })
  try {
    mount('-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder)
  } catch {
    return undefined
  }
  return {
    folder,
    resize: (size) => mount('-o', `remount,size=${size}`, folder),
    remove: () => execFileSync('umount', [folder]),
  }
}

test('a disk that is really full ends the import with a plain answer, and with room it goes on', { skip: skipWithoutData() }, async (t) => {
  const disk = smallDisk(3 * 2 ** 20)
  if (!disk) return t.skip('only root may mount a small disk')
  t.after(() => disk.remove())
  const [sqlite] = databases()
  assert.ok(sqlite)
  const migrated = await sqlite.openMigrated()
  const from = openDatabase(migrated.url)
  await sql.raw(`vacuum into '${disk.folder}/sojourn.db'`).execute(from)
  await from.destroy()
  const db = openDatabase(`sqlite:${disk.folder}/sojourn.db`)
  const full = await runImport(db, city('albany-2024-01'))
  assert.deepEqual(full.outcome, { ok: false, error: { code: 'disk_full' } })
  disk.resize(200 * 2 ** 20)
  const rest = await runImport(db, city('albany-2024-01'))
  assert.ok(rest.outcome.ok && rest.outcome.value.resumed)
  assert.equal(rest.outcome.value.created, 410)
  await db.destroy()
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { secondMs } from '../../src/kernel/clock.ts'
import { openDatabase, type Db, type Tx } from '../../src/platform/db.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import { databases } from '../databases.ts'
import { newDice } from '../dice.ts'
import { joinMarket } from '../market.ts'
import { freePort } from '../mariadb.ts'
import { tempFolder } from '../temp.ts'
import { makeTown, settled } from './campaign.ts'
import { newClient } from './client.ts'
import { muchLaterMs } from './fleet.ts'
import { newCrowd, type History } from './guests.ts'
import { brokenWords } from './judge.ts'
import { startMarket } from './market-child.ts'
import { withBug, type Bug, type Rewrite } from './plant.ts'
import { pretend } from './pretend.ts'

const mariadb = databases().find(({ name }) => name === 'mariadb')
const options = { skip: mariadb?.skip, timeout: 240_000 }
const lanes = 16
const fightMsMax = 90 * secondMs
const livesMin = 3

type Lived = Readonly<{ db: Db; histories: readonly History[]; end: () => Promise<void> }>

/** Guests fight for nights, with `bug` under the product, until each of `lives` was lived some times; then an hour passes without it. */
async function live(lives: readonly Life[], bug: Bug = {}): Promise<Lived> {
  assert.ok(mariadb)
  const { url, drop } = await mariadb.openMigrated()
  const db = openDatabase(url)
  const town = await makeTown({ urls: [url] }, 60)
  const app = await joinMarket(url, { log: newLogger({ level: 'silent' }) })
  const endsAt = performance.now() + fightMsMax
  const client = newClient({ origins: [app.origin()], dice: newDice(1), until: () => endsAt + 5 * secondMs })
  const crowd = newCrowd({ client, dice: newDice(2), ...town, lanes })
  const haveLived = () => lives.every((life) => crowd.histories.filter(life).length >= livesMin)
  await withBug(bug, () => crowd.run(() => (haveLived() ? 0 : endsAt)))
  await app.stop()
  const market = await startMarket({ databaseUrl: url, folder: tempFolder('judge'), port: await freePort(), laterMs: muchLaterMs })
  await settled(db, () => undefined)
  await market.kill()
  const end = async () => {
    await db.destroy()
    await drop()
  }
  return { db, histories: crowd.histories, end }
}

const isKept = ({ confirmedAt, cancelAskedAt }: History) => confirmedAt !== undefined && cancelAskedAt === undefined
const isCalledOff = ({ confirmedAt, cancelledAt }: History) => confirmedAt !== undefined && cancelledAt !== undefined
const isGivenUp = ({ paidAt, cancelledAt }: History) => paidAt === undefined && cancelledAt !== undefined
const isHeld = ({ outcome }: History) => outcome === 'held'
type Life = (history: History) => boolean
const allLives: readonly Life[] = [isKept, isCalledOff, isGivenUp]

type Planted = Readonly<{ name: string; bug: Bug; lives: readonly Life[]; finds: RegExp }>

const planted: readonly Planted[] = [
  {
    name: 'a database that forgets every other booking that it has taken',
    bug: { rewrite: forgetful(2) },
    lives: [isHeld],
    finds: /was acknowledged: it is not there/,
  },
  {
    name: 'a cancellation that is acknowledged and not written',
    bug: {
      rewrite: (statement, values) => (statement.startsWith('update `booking` ') && values.includes('cancelled') ? undefined : statement),
    },
    lives: [isCalledOff],
    finds: /was called off: it is confirmed/,
  },
]

/** Answers as if it had committed, and has rolled back: each `nth` transaction that makes a booking. */
function forgetful(nth: number): Rewrite {
  const making = new WeakSet<object>()
  let made = 0
  return (statement, _, connection) => {
    if (statement.startsWith('insert into `booking` ')) making.add(connection)
    return statement === 'commit' && making.delete(connection) && ++made % nth === 0 ? 'rollback' : statement
  }
}

for (const { name, bug, lives, finds } of planted) {
  test(`guests tell of ${name}`, options, async (t) => {
    const { db, histories, end } = await live(lives, bug)
    t.after(end)
    const found = await brokenWords(db, histories)
    assert.match(found.join('\n'), finds)
    t.diagnostic(`${found.length} broken words of ${histories.length} histories`)
  })
}

let whole: Lived
before(async () => {
  if (options.skip === undefined) whole = await live(allLives)
})
after(() => whole?.end())

test('guests who were told the truth tell of nothing', options, async (t) => {
  const { db, histories } = whole
  assert.deepEqual(await brokenWords(db, histories), [])
  t.diagnostic(allLives.map((life) => `${histories.filter(life).length} ${life.name}`).join(', '))
})

type Lie = Readonly<{
  name: string
  whose: (history: History) => boolean
  /** What becomes of that guest's booking behind everybody's back. */
  edit?: (tx: Tx, history: History) => Promise<unknown>
  /** What else was told. */
  tell?: (history: History) => readonly History[]
  finds: (id: string) => RegExp
}>

const turned =
  (state: 'confirmed' | 'expired' | 'cancelled' | 'pending_payment') =>
  async (tx: Tx, { bookingId }: History) =>
    tx.updateTable('booking').set({ state }).where('id', '=', bookingId).execute()

/** Each is a word that was given to a guest and is not kept. */
const lies: readonly Lie[] = [
  {
    name: 'a booking that was acknowledged is gone',
    whose: isKept,
    edit: (tx, { bookingId }) => tx.deleteFrom('booking').where('id', '=', bookingId).execute(),
    finds: (id) => new RegExp(`^${id} was acknowledged: it is not there$`),
  },
  {
    name: 'a stay that was seen confirmed has lapsed',
    whose: isKept,
    edit: turned('expired'),
    finds: (id) => new RegExp(`^${id} was seen confirmed: it is expired$`),
  },
  {
    name: 'a stay that was seen confirmed was called off by nobody',
    whose: isKept,
    edit: turned('cancelled'),
    finds: (id) => new RegExp(`^${id} was seen confirmed: it is cancelled$`),
  },
  {
    name: 'a stay that was called off goes on',
    whose: isCalledOff,
    edit: turned('confirmed'),
    finds: (id) => new RegExp(`^${id} was called off: it is confirmed$`),
  },
  {
    name: 'a hold that was given up unpaid is confirmed',
    whose: isGivenUp,
    edit: turned('confirmed'),
    finds: (id) => new RegExp(`^${id} was given up unpaid: it is confirmed$`),
  },
  {
    name: 'a hold has not ended',
    whose: ({ outcome, confirmedAt, cancelledAt }) => outcome === 'held' && confirmedAt === undefined && cancelledAt === undefined,
    edit: turned('pending_payment'),
    finds: (id) => new RegExp(`^${id} was held an hour ago: it is pending_payment$`),
  },
  {
    name: 'a guest who was refused has the nights',
    whose: isKept,
    tell: (history) => [{ ...history, outcome: 'nights_taken' }],
    finds: (id) => new RegExp(`^${id} was refused \\(nights_taken\\): it is confirmed$`),
  },
  {
    name: 'somebody else has seen the same nights theirs',
    whose: isKept,
    tell: (history) => [history, { ...history, confirmedAt: Number(history.confirmedAt) + 1 }],
    finds: (id) => new RegExp(`^\\d+-\\d+-\\d+ was seen sold to ${id} and to ${id} at one time$`),
  },
]

for (const { name, whose, edit = async () => undefined, tell = (history: History) => [history], finds } of lies) {
  test(`one guest tells that ${name}`, options, async () => {
    const { db, histories } = whole
    const theirs = histories.find(whose)
    assert.ok(theirs, 'somebody has lived that')
    const others = histories.filter((history) => history !== theirs)
    const found = await pretend(
      db,
      (tx) => edit(tx, theirs),
      (seen) => brokenWords(seen, [...others, ...tell(theirs)]),
    )
    assert.ok(found.length > 0)
    for (const word of found) assert.match(word, finds(theirs.bookingId))
  })
}

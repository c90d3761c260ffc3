import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { openDatabase, type Tx } from '../../src/platform/db.ts'
import { databases } from '../databases.ts'
import { wrongIn } from './books.ts'
import { newGapMarket, payAndStay } from './gap-market.ts'
import { pretend } from './pretend.ts'

type Edit = Readonly<{ name: string; edit: (tx: Tx) => Promise<unknown>; finds: RegExp }>

/** The same row once more, under another id. */
async function double(tx: Tx, kind: string): Promise<void> {
  const row = await tx.selectFrom('sandbox_object').selectAll().where('kind', '=', kind).executeTakeFirstOrThrow()
  await tx
    .insertInto('sandbox_object')
    .values({ ...row, id: `again_${randomUUID().slice(0, 8)}` })
    .execute()
}

const forget = async (tx: Tx, reason: string) => {
  const { id } = await tx.selectFrom('ledger_entry').select('id').where('reason', '=', reason).executeTakeFirstOrThrow()
  await tx.deleteFrom('ledger_posting').where('entry_id', '=', id).execute()
}

/** What happened to a booking that was paid for, stayed and handed on to its host; each must be told for what it is. */
const edits: readonly Edit[] = [
  {
    name: 'its nights are nobody’s',
    edit: (tx) => tx.deleteFrom('night_claim').execute(),
    finds: /does not have its night .*: nobody has/,
  },
  {
    name: 'its nights are somebody else’s',
    edit: (tx) => tx.updateTable('night_claim').set({ claim_id: 'somebody' }).execute(),
    finds: /is kept for somebody, who has no such stay/,
  },
  {
    name: 'another booking has the same nights',
    edit: async (tx) => {
      const row = await tx.selectFrom('booking').selectAll().executeTakeFirstOrThrow()
      await tx
        .insertInto('booking')
        .values({ ...row, id: randomUUID() as typeof row.id })
        .execute()
    },
    finds: /was sold twice/,
  },
  { name: 'the provider has charged twice', edit: (tx) => double(tx, 'payment_intent'), finds: /charged twice/ },
  { name: 'the ledger does not know of the charge', edit: (tx) => forget(tx, 'charge'), finds: /provider and ledger differ/ },
  {
    name: 'the charge was for a booking that came to nothing',
    edit: (tx) => tx.updateTable('booking').set({ state: 'expired' }).execute(),
    finds: /charged for nothing/,
  },
  {
    name: 'the provider has sent the host’s money twice',
    edit: (tx) => double(tx, 'transfer'),
    finds: /the provider has sent .*"times":2/,
  },
  {
    name: 'the provider has never sent the host’s money',
    edit: (tx) => tx.deleteFrom('sandbox_object').where('kind', '=', 'transfer').execute(),
    finds: /the provider has sent {"net":0,"times":0} to its host/,
  },
  { name: 'the ledger does not know of the transfer', edit: (tx) => forget(tx, 'transfer'), finds: /in the ledger {"net":0,"times":0}/ },
  {
    name: 'nobody has written the transfer down',
    edit: (tx) => tx.deleteFrom('host_transfer').execute(),
    finds: /written down are {"net":0,"times":0}/,
  },
  { name: 'the host was not sent what is due', edit: (tx) => forget(tx, 'transfer'), finds: /was not sent the \d+ that are due/ },
  { name: 'the host has more than they have earned', edit: (tx) => forget(tx, 'booking confirmed'), finds: /has had \d+ too much/ },
  {
    name: 'money has gone to a bank that nobody booked',
    edit: (tx) => forget(tx, 'bank_payout'),
    finds: /in the name of .*, the ledger says/,
  },
  {
    name: 'a transfer is neither sent nor refused',
    edit: (tx) => tx.updateTable('host_transfer').set({ state: 'pending' }).execute(),
    finds: /is neither sent nor refused/,
  },
  {
    name: 'a job was given up',
    edit: (tx) => tx.updateTable('job').set({ state: 'dead' }).execute(),
    finds: /the job .* is dead/,
  },
  { name: 'an event has no number', edit: (tx) => tx.updateTable('outbox').set({ seq: null }).execute(), finds: /has no number/ },
  {
    name: 'a webhook was not handled',
    edit: (tx) => tx.updateTable('provider_event').set({ handled_at: null }).execute(),
    finds: /the webhook .* was not handled/,
  },
]

test('books that are wrong are told for what they are, and right ones are not', async (t) => {
  const sqlite = databases().find(({ name }) => name === 'sqlite')
  assert.ok(sqlite)
  const { url } = await sqlite.openMigrated()
  const market = await newGapMarket(url)
  const db = openDatabase(url)
  t.after(async () => {
    await market.end()
    await db.destroy()
  })
  await payAndStay(market, await market.journey())
  const look = (of: typeof db) => wrongIn(of, market.now())
  assert.deepEqual(await look(db), [])
  for (const { name, edit, finds } of edits) await t.test(name, async () => assert.match((await pretend(db, edit, look)).join('\n'), finds))
  assert.deepEqual(await look(db), [], 'nothing of it stayed')
})

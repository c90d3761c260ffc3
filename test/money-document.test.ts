import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { dayMs, secondMs } from '../src/kernel/clock.ts'
import type { BookingId } from '../src/kernel/ids.ts'
import { decideDispute, disputeCharge } from '../src/payments/sandbox/dispute-charge.ts'
import { newWorld, type World } from './world.ts'

/**
 * What a bookkeeper is told in docs/operating/money.md is what the ledger does: each table there, under its name, is made here
 * by the product itself.
 */
const document = readFileSync(new URL('../docs/operating/money.md', import.meta.url), 'utf8')
const worlds: World[] = []
after(async () => {
  for (const world of worlds) await world.stop()
})

type Case = (world: World) => Promise<void>
const july = { checkIn: '2030-07-01', checkOut: '2030-07-04' }

const paid = (world: World, stay = july) => world.confirmed(world.ben, { listingId: world.lakeside, ...stay })
const callOff = async ({ as, settle }: World, who: World['ben'], id: string) => {
  assert.equal((await as(who).post(`/bookings/${id}/cancellation`, {}, 'off')).statusCode, 200)
  await settle()
}

/** Ben asks, Ana agrees, and Ben pays where it costs more. */
async function altered(world: World, dates: { checkIn: string; checkOut: string }): Promise<void> {
  const { as, ana, ben, settle, clock } = world
  const { id } = await paid(world)
  const alterations = `/bookings/${id}/alterations`
  const wanted = { ...dates, adults: 2 }
  const preview = await as(ben).post(`${alterations}/preview`, wanted)
  const { difference, after: quote } = preview.json<{ difference: { minor: number }; after: { total: object } }>()
  const proposed = await as(ben).post(alterations, { ...wanted, expectedTotal: quote.total }, 'asked')
  assert.equal(proposed.statusCode, 201, proposed.payload)
  const accepted = await as(ana).post(`${alterations}/${proposed.json<{ id: string }>().id}/acceptance`, undefined, 'yes')
  assert.equal(accepted.statusCode, 200, accepted.payload)
  clock.pass(secondMs)
  await settle()
  if (difference.minor > 0) {
    const [latest] = (await as(ben).get(alterations)).json<{ items: { payment: { url: string | null } }[] }>().items
    assert.ok(latest)
    await world.pay(latest)
  }
}

async function disputed(world: World, outcome: 'won' | 'lost'): Promise<void> {
  const { app, db, clock, settle } = world
  await paid(world)
  await app.reconciler.runOnce()
  const { id: chargeId } = await db.selectFrom('sandbox_object').select('id').where('kind', '=', 'charge').executeTakeFirstOrThrow()
  clock.pass(secondMs)
  const dispute = await disputeCharge(app.sandbox, { chargeId, reason: 'fraudulent' })
  assert.ok(dispute.ok)
  await settle()
  clock.pass(secondMs)
  assert.ok((await decideDispute(app.sandbox, { disputeId: dispute.value.id, outcome })).ok)
  await settle()
  await app.reconciler.runOnce()
  await settle()
}

const cases: Readonly<Record<string, Case>> = {
  paid: async (world) => {
    await paid(world)
  },
  'called-off-in-time': async (world) => callOff(world, world.ben, (await paid(world)).id),
  'called-off-late': async (world) => {
    const { id } = await paid(world)
    world.clock.set('2030-06-30T20:00:00Z')
    await callOff(world, world.ben, id)
  },
  'nobody-came': async (world) => {
    const { id } = await paid(world)
    world.clock.set('2030-07-01T19:00:00Z')
    const said = await world.as(world.ana).post(`/bookings/${id}/no-show`, {}, 'absent')
    assert.equal(said.statusCode, 200, said.payload)
    await world.settle()
  },
  'another-night': (world) => altered(world, { checkIn: '2030-07-01', checkOut: '2030-07-05' }),
  'a-night-less': (world) => altered(world, { checkIn: '2030-07-01', checkOut: '2030-07-03' }),
  goodwill: async (world) => {
    const { id } = await paid(world)
    const given = { reason: 'No hot water.', refund: { kind: 'amount', amount: { minor: 2_000, currency: 'EUR' } }, bornBy: 'market' }
    const done = await world.as(world.otto).post(`/operator/bookings/${id}/refunds`, given, 'given')
    assert.equal(done.statusCode, 201, done.payload)
    await world.settle()
  },
  'dispute-won': (world) => disputed(world, 'won'),
  'dispute-lost': (world) => disputed(world, 'lost'),
}

for (const [name, act] of Object.entries(cases)) {
  test(`what money.md says of '${name}' is what is booked`, async () => {
    const world = await newWorld()
    worlds.push(world)
    await act(world)
    world.clock.pass(dayMs)
    // Entries of one moment have no order of their own.
    assert.deepEqual(rowsUnder(name).toSorted(), (await entriesOf(world)).toSorted(), `the table under <!-- entries: ${name} -->`)
  })
}

test('every table of entries in money.md is made by a case here', () => {
  const named = [...document.matchAll(/<!-- entries: (\S+) -->/g)].map(([, name]) => name ?? '')
  assert.deepEqual(named.toSorted(), Object.keys(cases).toSorted())
})

/** The table's rows, without the spaces that make its columns even. */
function rowsUnder(name: string): string[] {
  const [, rest = ''] = document.split(`<!-- entries: ${name} -->`)
  const rows = rest.trimStart().split('\n')
  return rows
    .slice(
      2,
      rows.findIndex((row) => !row.startsWith('|')),
    )
    .map((row) => row.replaceAll(/\s*\|\s*/g, ' | ').trim())
}

async function entriesOf({ db, ana }: World): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger_entry')
    .innerJoin('ledger_posting', 'ledger_posting.entry_id', 'ledger_entry.id')
    .select(['reason', 'debit', 'credit', 'minor', 'booking_id'])
    .execute()
  const bookings = [...new Set(rows.flatMap((row) => row.booking_id ?? []))] satisfies BookingId[]
  const short = (account: string) => bookings.reduce((text, id) => text.replace(`:${id}`, ''), account).replace(`:${ana.hostId}`, '')
  return rows.map((row) => `| ${row.reason} | \`${short(row.debit)}\` | \`${short(row.credit)}\` | ${(row.minor / 100).toFixed(2)} |`)
}

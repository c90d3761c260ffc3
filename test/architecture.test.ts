import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { violations } from './architecture.ts'

const ours = globSync('{src,bin,test,bench,web}/**/*.{ts,mjs,svelte}').map((path) => ({ path, text: readFileSync(path, 'utf8') }))

test('the code keeps to the architecture', () => {
  assert.ok(ours.length > 100)
  const found = violations(ours)
  assert.ok(found.length === 0, `\n${found.join('\n')}`)
})

/** Each breaks the rule it is named after. */
const planted: readonly (readonly [rule: string, path: string, text: string, said: RegExp])[] = [
  ['upwards', 'src/ledger/post.ts', `import { x } from '../bookings/booking.ts'`, /may not use bookings/],
  ['upwards, type only', 'src/ledger/post.ts', `import type { X } from '../payments/payment.ts'`, /may not use payments/],
  ['upwards, on the fly', 'src/calendar/free-units.ts', `const x = await import('../search/engine.ts')`, /may not use search/],
  ['upwards, passed on', 'src/kernel/money.ts', `export * from '../platform/deps.ts'`, /may not use platform/],
  ['sideways', 'src/ledger/post.ts', `import { x } from '../search/engine.ts'`, /may not use search/],
  ['sideways near the end', 'src/reviews/a.ts', `import { x } from '../messaging/b.ts'`, /may not use messaging/],
  ['the wiring', 'src/bookings/a.ts', `import { x } from '../app.ts'`, /may not use app/],
  ['out of src', 'src/bookings/a.ts', `import { newWorld } from '../../test/world.ts'`, /may not use test\/world/],
  ['a module without a place', 'src/bookings/a.ts', `import { x } from '../loyalty/points.ts'`, /no place in the order/],
  ["another's store", 'src/bookings/a.ts', `import { x } from '../calendar/store.ts'`, /may not look inside calendar/],
  ["another's second store", 'src/bookings/a.ts', `import { x } from '../platform/job-store.ts'`, /may not look inside platform/],
  ["another's routes", 'src/bookings/a.ts', `import { x } from '../listings/routes.ts'`, /may not look inside listings/],
  ["a command's reach", 'bin/sojourn.ts', `import { x } from '../src/importers/store.ts'`, /may not look inside importers/],
  ['HTTP below the routes', 'src/bookings/a.ts', `import type { FastifyRequest } from 'fastify'`, /may not know HTTP/],
  ['our HTTP below the routes', 'src/bookings/a.ts', `import { problem } from '../platform/http/problem.ts'`, /may not know HTTP/],
  ['a site with back doors', 'web/routes/+page.server.ts', `import { x } from '../../src/pricing/quote.ts'`, /the API and nothing else/],
  ['a page with back doors', 'web/routes/+page.svelte', `<script>import { x } from '../../src/pricing/quote.ts'</script>`, /the API and/],
  ['a rule that reads', 'src/bookings/refund-policy.ts', `import { x } from './store.ts'`, /must stay pure/],
  ['a rule that knows a store', 'src/pricing/quote.ts', `import type { Row } from './store.ts'`, /must stay pure/],
  ['a rule that reads files', 'src/kernel/money.ts', `import { readFileSync } from 'node:fs'`, /must stay pure/],
  ['a rule that calls a use case', 'src/bookings/booking.ts', `import { x } from './cancel-booking.ts'`, /must stay pure/],
  ['a rule that makes keys', 'src/kernel/ids.ts', `import { generateKeySync } from 'node:crypto'`, /must stay pure/],
  ['a rule with chance', 'src/pricing/quote.ts', `import { systemRandom } from '../kernel/random.ts'`, /must stay pure/],
  ["another's table", 'src/bookings/store.ts', `tx.insertInto('ledger_posting')`, /may not write ledger_posting: it is ledger's/],
  [
    "another's table, joined",
    'src/bookings/store.ts',
    `db.selectFrom('booking as b').leftJoin('unit as u', 'a', 'b')`,
    /may not read unit/,
  ],
  ["another's table, raw", 'src/bookings/store.ts', 'sql<Row>`select 1 from listing where id = ${id}`', /may not read listing/],
  ["another's table, one of many", 'src/bookings/store.ts', `db.selectFrom(['booking', 'host'])`, /may not read host/],
  ['a search that writes', 'src/search/store.ts', `db.deleteFrom('booking')`, /may not write booking/],
  ['a table of nobody', 'src/bookings/store.ts', `db.selectFrom('booked_night')`, /without owner: booked_night/],
  ['a table by surprise', 'src/bookings/store.ts', `db.selectFrom(table)`, /must name its table/],
  ['a new table without owner', 'src/platform/tables.ts', `export type Tables = { voucher: { id: string } }`, /without owner: voucher/],
  ['SQL outside a store', 'src/bookings/cancel-booking.ts', `await tx.updateTable('booking')`, /SQL outside a store/],
  ['raw SQL outside a store', 'src/bookings/cancel-booking.ts', `import { sql } from 'kysely'`, /SQL outside a store/],
  ['the time of day', 'src/bookings/a.ts', `const now = Date.now()`, /as an argument: Date.now/],
  ['a date of now', 'src/bookings/a.ts', `const now = new Date()`, /as an argument: new Date/],
  ['chance', 'src/bookings/a.ts', `const x = Math.random()`, /as an argument: Math.random/],
  ['an id', 'src/bookings/a.ts', `const x = crypto.randomUUID()`, /as an argument: crypto.randomUUID/],
  ['a source of ids', 'src/bookings/a.ts', `import { randomUUID as id } from 'node:crypto'`, /as an argument/],
  ['a clock of its own', 'src/bookings/a.ts', `import { systemClock } from '../kernel/clock.ts'`, /as an argument/],
  ['the environment', 'src/bookings/a.ts', `const x = process.env.SECRET`, /as an argument: process.env/],
  ['belief: as', 'src/bookings/a.ts', `const x = y as Booking`, /has 1 of any, as and !/],
  ['belief: any', 'src/bookings/a.ts', `let x: any`, /has 1 of any, as and !/],
  ['belief: !', 'src/bookings/a.ts', `const x = y!.z`, /has 1 of any, as and !/],
  ['a long file', 'src/bookings/a.ts', '\n'.repeat(250) + 'x()', /has 251 lines/],
  ['a long page', 'web/routes/+page.svelte', '\n'.repeat(250) + '<p>', /has 251 lines/],
  ['a long test', 'src/bookings/a.test.ts', '\n'.repeat(400) + 'x()', /has 401 lines/],
  ['a long function', 'src/bookings/a.ts', `function long() {${'\n'.repeat(50)}}`, /long has 51 lines/],
  ['many parameters', 'src/bookings/a.ts', `function many(a, b, c, d, e) {}`, /many has more than 4 parameters/],
  ['unfinished work', 'src/bookings/a.ts', ['// TO', 'DO later'].join(''), /unfinished work/],
  ['a drawer', 'src/bookings/utils.ts', `x()`, /needs a name/],
  ['a folder of drawers', 'web/lib/helpers/dates.ts', `x()`, /needs a name/],
  ['a passing-on file', 'src/bookings/index.ts', `x()`, /needs a name/],
]

for (const [rule, path, text, said] of planted) {
  test(`the check of the architecture sees ${rule}`, () => {
    const found = violations([{ path, text }])
    assert.match(found.join('\n'), said)
  })
}

test('the check of the architecture lets good code pass', () => {
  const good = [
    ['src/bookings/cancel-booking.ts', `import { x } from '../calendar/claim-nights.ts'\nimport { y } from './store.ts'\nnew Date(at)`],
    [
      'src/bookings/store.ts',
      `db.with('mine', (q) => q.selectFrom('booking as b')).selectFrom('mine').selectAll()\nconst x = y as Booking`,
    ],
    ['src/search/store.ts', `db.selectFrom('listing').innerJoin('price_plan', 'a', 'b')\nsql\`select 1 from booking\``],
    ['src/pricing/quote.ts', `import type { Listing } from '../listings/listing.ts'\nimport { add } from '../kernel/money.ts'`],
    ['src/kernel/ids.ts', `import { createHash } from 'node:crypto'`],
    ['src/platform/tables.ts', `export type Tables = { booking: { id: string } }`],
    ['src/app.ts', `import { bookingRoutes } from './bookings/routes.ts'\nimport { systemClock } from './kernel/clock.ts'`],
    ['src/bookings/routes.ts', `import type { FastifyRequest } from 'fastify'\nconst states = ['held'] as const`],
    ['src/bookings/a.ts', `const parseState = (text: string) => text as State`],
    ['src/bookings/routes.ts', `function routes() {\n${`  app.get(() => {${'\n'.repeat(30)}})\n`.repeat(3)}}`],
  ].map(([path = '', text = '']) => ({ path, text }))
  assert.equal(violations(good).join('\n'), '')
})

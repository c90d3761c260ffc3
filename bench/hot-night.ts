/**
 * `npm run bench -- hot-night [--database sqlite|mariadb|galera] [--clients N]`: everybody wants one night of one home. First all
 * at once, then arriving at a thousand a second. One wins; the others are told so; nobody is asked to pay for nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '../src/platform/db.ts'
import { newDice } from '../test/dice.ts'
import { wrongMoney, wrongNights } from '../test/faults/books.ts'
import { makeTown } from '../test/faults/campaign.ts'
import { newClient } from '../test/faults/client.ts'
import { newFleet } from '../test/faults/fleet.ts'
import { prepare, type DatabaseName } from '../test/faults/ground.ts'
import { addDays } from '../src/kernel/calendar-date.ts'

const { values } = parseArgs({
  options: { database: { type: 'string', default: 'sqlite' }, clients: { type: 'string', default: '10000' } },
})
const clients = Number(values.clients)
const arrivingPerMs = 1
const ground = await prepare(values.database as DatabaseName)
const town = await makeTown(ground, clients)
const fleet = await newFleet(ground.urls, newDice(1))
const [home] = town.homes
if (!home) throw new Error('no home')

/** @returns how long each took to be answered, in ms, and how many won */
async function race(night: number, msBetween: number): Promise<{ waits: number[]; won: number; refused: number; allMs: number }> {
  const client = newClient({ origins: fleet.origins, dice: newDice(night), until: () => Infinity, timeoutMs: 60_000 })
  const checkIn = addDays(town.first, night)
  const body = { listingId: home?.listingId, checkIn, checkOut: addDays(checkIn, 1), adults: 2, expectedTotal: home?.totals.get(1) }
  const startedAt = performance.now()
  const told = await Promise.all(
    town.guests.slice(0, clients).map(async ({ token }, index) => {
      await sleep(index * msBetween)
      return client.ask({ method: 'POST', path: '/api/v1/bookings', token, key: `night-${night}`, body })
    }),
  )
  const allMs = performance.now() - startedAt
  const count = (status: number) => told.filter(({ answer }) => answer?.status === status).length
  return { waits: told.map(({ sentAt, toldAt }) => toldAt - sentAt).toSorted((a, b) => a - b), won: count(201), refused: count(409), allMs }
}

const atOnce = await race(1, 0)
const arriving = await race(2, 1 / arrivingPerMs)
const db = openDatabase(ground.urls[0] ?? '')
const violations = [...(await wrongNights(db)), ...(await wrongMoney(db))]
await db.destroy()
await fleet.stop()
await ground.stop()
const at = (waits: readonly number[], share: number) => Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0)
console.log({
  atOnce: { won: atOnce.won, refused: atOnce.refused },
  arriving: { won: arriving.won, refused: arriving.refused },
  violations,
})
console.log(
  JSON.stringify({
    bench: 'hot-night',
    database: values.database,
    clients,
    allAnsweredMs: Math.round(atOnce.allMs),
    arrivingP50Ms: at(arriving.waits, 0.5),
    arrivingP99Ms: at(arriving.waits, 0.99),
    winners: [atOnce.won, arriving.won],
    violations: violations.length,
  }),
)
/** One has it, and everybody else was told so. */
const isWhole = ({ won, refused }: Pick<typeof atOnce, 'won' | 'refused'>) => won === 1 && refused === clients - 1
process.exit(violations.length === 0 && isWhole(atOnce) && isWhole(arriving) ? 0 : 1)

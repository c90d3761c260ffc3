import { setTimeout as sleep } from 'node:timers/promises'
import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts'
import { later, minuteMs, secondMs, systemClock } from '../../src/kernel/clock.ts'
import { openDatabase, type Db } from '../../src/platform/db.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import { newDice } from '../dice.ts'
import { newMarket } from '../market.ts'
import { hanging, wrongIn } from './books.ts'
import { newClient } from './client.ts'
import { muchLaterMs, newFleet } from './fleet.ts'
import { prepare, type DatabaseName, type Ground } from './ground.ts'
import { newCrowd, type Guest, type Home } from './guests.ts'
import { brokenWords, unequalTables } from './judge.ts'
import { newNemesis } from './nemesis.ts'

export type Orders = Readonly<{ database: DatabaseName; ms: number; seed: number; lanes: number; say: (line: string) => void }>

export type Report = Readonly<{
  database: DatabaseName
  seconds: number
  attempts: number
  contended: number
  outcomes: Record<string, number>
  confirmed: number
  /** Requests that were asked again because nobody had decided. */
  askedAgain: number
  faults: Record<string, number>
  violations: readonly string[]
}>

/** When nothing gets done for so long, once nothing is broken any more, it never will be. Leases last 30 seconds. */
const stuckMsMax = 45 * secondMs
/** Whoever keeps guests waiting for longer is asked nothing more until it answers. */
const silentMsMax = 500
/** How long guests go on after the last fault, to have their answers. */
const quietMs = 8 * secondMs
/** Ten holds a day each, and half of them come to nothing. */
const guestsPerMinute = 60
const guestsMin = 200

/** Guests fight for a few nights while everything under them is killed, stopped, cut off and filled up; then all is looked at. */
export async function runCampaign(orders: Orders): Promise<Report> {
  const { database, ms, seed, lanes, say } = orders
  const dice = newDice(seed)
  const ground = await prepare(database)
  say(`${database} is up; a town is made`)
  const town = await makeTown(ground, Math.max(guestsMin, lanes, (guestsPerMinute * ms) / minuteMs))
  const fleet = await newFleet(ground.urls, dice)
  const endsAt = performance.now() + ms
  const client = newClient({ origins: fleet.origins, dice, until: () => endsAt + quietMs, silentMsMax })
  const crowd = newCrowd({ client, dice: newDice(seed + 1), ...town, lanes })
  const nemesis = newNemesis({ ground, fleet, dice: newDice(seed + 2), say })
  const since = () => `${Math.round((ms - (endsAt - performance.now())) / secondMs)} s`
  const telling = setInterval(() => say(`${since()}: ${crowd.attempts} attempts, ${crowd.contended} contended`), 10 * secondMs)
  await Promise.all([crowd.run(() => endsAt), nemesis.run(endsAt - Math.min(quietMs, ms / 3))])
  clearInterval(telling)
  const seconds = (performance.now() - (endsAt - ms)) / secondMs
  say('all is whole again; an hour passes by all clocks')
  await fleet.restartMuchLater()
  const handles = ground.urls.map((url) => openDatabase(url))
  const [db] = handles
  if (!db) throw new Error('no database')
  const left = await settled(db, say)
  const violations = [...left, ...(await wrongIn(db, later(systemClock.now(), muchLaterMs))), ...(await brokenWords(db, crowd.histories))]
  await fleet.stop()
  if (database === 'galera') violations.push(...(await unequalTables(handles)))
  await Promise.all(handles.map((handle) => handle.destroy()))
  await ground.stop()
  return {
    database,
    seconds: Math.round(seconds),
    attempts: crowd.attempts,
    contended: crowd.contended,
    outcomes: Object.fromEntries(crowd.outcomes),
    confirmed: crowd.histories.filter(({ confirmedAt }) => confirmedAt !== undefined).length,
    askedAgain: client.unanswered,
    faults: Object.fromEntries(nemesis.struck),
    violations: [...new Set(violations)],
  }
}

export async function makeTown(
  { urls: [databaseUrl = ''] }: Pick<Ground, 'urls'>,
  count: number,
): Promise<{ guests: Guest[]; homes: Home[]; first: ReturnType<typeof addDays> }> {
  const market = await newMarket({ databaseUrl, log: newLogger({ level: 'silent' }) })
  const first = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 40)
  const inn = await market.newListing({ title: 'The Inn' }, 2)
  const quoted = async (listingId: Home['listingId'], length: number): Promise<object> => {
    const stay = { listingId, checkIn: first, checkOut: addDays(first, length), adults: 2 }
    return (await market.ana.call('POST', '/api/v1/quotes', stay)).body.total
  }
  const homes: Home[] = []
  for (const listingId of [market.lakeside, inn]) {
    const totals = new Map<number, object>()
    for (const length of [1, 2, 3]) totals.set(length, await quoted(listingId, length))
    homes.push({ listingId, totals })
  }
  const guests: Guest[] = []
  while (guests.length < count) guests.push(...(await Promise.all(Array.from({ length: 20 }, () => market.newPerson('Guest')))))
  await market.stop()
  return { guests, homes, first }
}

/** Waits until nothing is left to do, an hour from now. @returns what is, when that does not come. */
export async function settled(db: Db, say: (line: string) => void): Promise<string[]> {
  let [count, changedAt] = [-1, performance.now()]
  for (;;) {
    const left = await hanging(db, later(systemClock.now(), muchLaterMs))
    if (left.length !== count) {
      ;[count, changedAt] = [left.length, performance.now()]
      say(`${count} things are still to be done`)
    }
    if (count === 0 || performance.now() - changedAt > stuckMsMax) return left
    await sleep(1_000)
  }
}

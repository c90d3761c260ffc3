/**
 * How fast stays are quoted, held, paid and confirmed, alone and when many want the same nights:
 * `npm run bench -- booking [--bookings 80] [--at-once 4] [--rivals 200]`. A whole market on each database, with the payment
 * sandbox, over HTTP on the loopback address; those who ask share its process and its two cores. SQLite lies in the system's
 * temporary folder; MariaDB, where there is one, is a private server that flushes its log at each commit.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createConnection } from 'mysql2/promise'
import { addDays, calendarDate, daysBetween } from '../src/kernel/calendar-date.ts'
import type { ListingId } from '../src/kernel/ids.ts'
import { nights, parseStay } from '../src/kernel/stay.ts'
import type { Db } from '../src/platform/db.ts'
import { missing } from '../test/machine.ts'
import { startMariaDb } from '../test/mariadb.ts'
import { newMarket, type Market, type Person } from '../test/market.ts'
import { payOnPage } from '../test/sandbox-guest.ts'

const { values } = parseArgs({
  options: {
    bookings: { type: 'string', default: '80' },
    'at-once': { type: 'string', default: '4' },
    rivals: { type: 'string', default: '200' },
  },
})
const [bookings, atOnce, rivals] = [Number(values.bookings), Number(values['at-once']), Number(values.rivals)]
/** Each booking has two nights of its own in a calendar of about two years. */
const bookingsMax = 300
if (!(bookings >= 1 && bookings <= bookingsMax)) throw new Error(`--bookings is 1 to ${bookingsMax}`)
const confirmedMsMax = 60_000

type Spread = Readonly<{ p50: number; p99: number }>
type Report = Readonly<{
  quoteMs: Spread
  bookMs: Spread
  payToConfirmedMs: Spread
  crowd: Readonly<{ allAnsweredMs: number; losersMs: Spread; winners: number; nightsSoldTwice: number }>
}>

const first = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 30)
const reports: Record<string, Report> = {}

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-bench-'))
try {
  reports.sqlite = await measure(`sqlite:${path.join(folder, 'bench.db')}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const lacking = missing('mariadb')
if (lacking) print(`mariadb: skipped, ${lacking}`)
else reports.mariadb = await measureMariaDb()

show(reports)
print(JSON.stringify({ bench: 'booking', bookings, atOnce, rivals, databases: reports }))
if (Object.values(reports).some(({ crowd }) => crowd.nightsSoldTwice > 0)) process.exitCode = 1

async function measureMariaDb(): Promise<Report> {
  const server = await startMariaDb({ flushLogAtCommit: 1 })
  const connection = await createConnection({ uri: server.url })
  await connection.query('create database bench')
  await connection.end()
  try {
    return await measure(`${server.url}bench`)
  } finally {
    await server.stop()
  }
}

async function measure(databaseUrl: string): Promise<Report> {
  const market = await newMarket({ databaseUrl })
  try {
    await bookAll(market, { listingId: await market.newListing({ title: 'The Barn' }), count: Math.min(bookings, 20) })
    const alone = await bookAll(market, { listingId: market.lakeside, count: bookings })
    const crowd = await race(market, await market.newListing({ title: 'The Mill' }))
    return { ...alone, crowd }
  } finally {
    await market.stop()
  }
}

/** Guests who want nights that nobody else wants: each asks for the price, books, pays, and waits to be told. */
async function bookAll(market: Market, { listingId, count }: { listingId: ListingId; count: number }): Promise<Omit<Report, 'crowd'>> {
  const [quoteMs, bookMs, payToConfirmedMs]: [number[], number[], number[]] = [[], [], []]
  const left = Array.from({ length: count }, (_, index) => index)
  const bookOne = async (index: number) => {
    const guest = await market.newPerson('Guest')
    const checkIn = addDays(first, index * 2)
    const stay = { listingId, checkIn, checkOut: addDays(checkIn, 2), adults: 2 }
    const quote = await timed(quoteMs, () => post(guest, 'quotes', stay))
    const made = await timed(bookMs, () => post(guest, 'bookings', { ...stay, expectedTotal: quote.total }))
    if (made.status !== 201) throw unexpected(made)
    await timed(payToConfirmedMs, async () => {
      await payOnPage(made.payment?.url ?? '')
      await confirmed(guest, made.id)
    })
  }
  const inTurn = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) await bookOne(index)
  }
  await Promise.all(Array.from({ length: atOnce }, inTurn))
  return { quoteMs: spread(quoteMs), bookMs: spread(bookMs), payToConfirmedMs: spread(payToConfirmedMs) }
}

async function confirmed(guest: Person, id: string): Promise<void> {
  const deadline = performance.now() + confirmedMsMax
  while ((await answerOf(guest.call('GET', `/api/v1/bookings/${id}`))).state !== 'confirmed') {
    if (performance.now() > deadline) throw new Error('a booking was paid and not confirmed')
    await sleep(10)
  }
}

/** Everybody wants two to five nights of one fortnight in one home, at the same moment. */
async function race(market: Market, listingId: ListingId): Promise<Report['crowd']> {
  const guests = await Promise.all(Array.from({ length: rivals }, () => market.newPerson('Rival')))
  const asked = guests.map((guest, index) => {
    const checkIn = addDays(first, (index * 7) % 14)
    return { guest, stay: { listingId, checkIn, checkOut: addDays(checkIn, 2 + (index % 4)), adults: 2 } }
  })
  const totals = new Map<number, object>()
  for (const { guest, stay } of asked.slice(0, 4)) {
    totals.set(daysBetween(stay.checkIn, stay.checkOut), (await post(guest, 'quotes', stay)).total)
  }
  const began = performance.now()
  const losersMs: number[] = []
  let winners = 0
  const one = async ({ guest, stay }: (typeof asked)[number]) => {
    const expectedTotal = totals.get(daysBetween(stay.checkIn, stay.checkOut))
    const made = await post(guest, 'bookings', { ...stay, expectedTotal })
    if (made.status === 201) winners++
    else if (made.code === 'nights_taken') losersMs.push(performance.now() - began)
    else throw unexpected(made)
  }
  await Promise.all(asked.map(one))
  const allAnsweredMs = rounded(performance.now() - began)
  return { allAnsweredMs, losersMs: spread(losersMs), winners, nightsSoldTwice: await soldTwice(market.deps.db, listingId) }
}

/** Counted from the bookings themselves, not from the claims that should prevent it. */
async function soldTwice(db: Db, listingId: ListingId): Promise<number> {
  const living = await db
    .selectFrom('booking')
    .select(['unit_id', 'check_in', 'check_out'])
    .where('listing_id', '=', listingId)
    .where('state', 'in', ['pending_payment', 'confirmed'])
    .execute()
  const sold = living.flatMap(({ unit_id: unitId, check_in: checkIn, check_out: checkOut }) => {
    const stay = parseStay(checkIn, checkOut)
    if (!stay.ok) throw new Error(`a booking from ${checkIn} to ${checkOut}`)
    return [...nights(stay.value)].map((night) => `${unitId} ${night}`)
  })
  return sold.length - new Set(sold).size
}

/** What the API says of a quote, a booking or a refusal, as far as it matters here. */
type Answer = Readonly<{ status: number; id: string; state: string; code: string; total: object; payment?: { url: string | null } }>

async function post(guest: Person, what: string, body: object): Promise<Answer> {
  return answerOf(guest.call('POST', `/api/v1/${what}`, body, 'bench'))
}

async function answerOf(asked: ReturnType<Person['call']>): Promise<Answer> {
  const answer: { status: number; body: Omit<Answer, 'status'> } = await asked
  return { ...answer.body, status: answer.status }
}

function unexpected(answer: Answer): Error {
  return new Error(`a booking was answered ${JSON.stringify(answer)}`)
}

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await work()
  into.push(performance.now() - began)
  return done
}

function spread(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p99: at(0.99) }
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10
}

function show(all: Record<string, Report>): void {
  const row = (cells: readonly (string | number)[]) =>
    print(cells.map((cell, index) => (index === 0 ? String(cell).padEnd(34) : String(cell).padStart(20))).join(''))
  const both = ({ p50, p99 }: Spread) => `${p50} / ${p99}`
  const of = (pick: (report: Report) => string | number) => Object.values(all).map(pick)
  row(['ms, p50 / p99', ...Object.keys(all)])
  row(['quote', ...of(({ quoteMs }) => both(quoteMs))])
  row(['book (hold and payment page)', ...of(({ bookMs }) => both(bookMs))])
  row(['pay until confirmed', ...of(({ payToConfirmedMs }) => both(payToConfirmedMs))])
  row([`${rivals} at once: all answered`, ...of(({ crowd }) => crowd.allAnsweredMs)])
  row(['  those who lost', ...of(({ crowd }) => both(crowd.losersMs))])
  row(['  winners', ...of(({ crowd }) => crowd.winners)])
  row(['  nights sold twice', ...of(({ crowd }) => crowd.nightsSoldTwice)])
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { BrowserContext } from 'playwright-core'
import { findUserByEmail } from '../src/accounts/find-user.ts'
import { createHost } from '../src/accounts/host.ts'
import { createApp, type RunningApp } from '../src/app.ts'
import { parseConfig } from '../src/config.ts'
import { demoGuests, demoSignIns } from '../src/importers/demo/demo-people.ts'
import { picturesJob } from '../src/importers/demo/demo-pictures.ts'
import { merrowCoast } from '../src/search/merrow-coast.ts'
import { loadDemo } from '../src/importers/demo/load-demo.ts'
import { demoSource } from '../src/importers/demo/write-demo-home.ts'
import { writeDemoStay } from '../src/importers/demo/write-demo-stay.ts'
import { addDays, type CalendarDate } from '../src/kernel/calendar-date.ts'
import { secondMs } from '../src/kernel/clock.ts'
import { idFrom, type BookingId, type HostId } from '../src/kernel/ids.ts'
import { money, type Currency } from '../src/kernel/money.ts'
import { dateAt } from '../src/kernel/zone.ts'
import { findImported } from '../src/listings/find-imported.ts'
import { carry } from '../src/payouts/decide-transfer.ts'
import { write } from '../src/platform/db.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { marketSecret, mountBuiltSite, newPerson, noLimits, signedToken } from './market.ts'
import { onboard } from './onboarding.ts'
import { payOnPage } from './sandbox-guest.ts'
import { tempFolder } from './temp.ts'
import { until } from './until.ts'

export type DemoTown = Awaited<ReturnType<typeof newDemoTown>>
/** `newcomer` has just begun: no trip, nothing saved, a host without a home. */
export type DemoWho = (typeof demoSignIns)[number]['who'] | 'newcomer'

/** What a booking has come to. */
const outcomeMsMax = 30 * secondMs
const picturesMsMax = 600 * secondMs

/** The demo as `npm start` shows it, with the built site, on a free port. `illustrated`: its pictures are drawn first; else it has none. */
export async function newDemoTown({ illustrated = false } = {}) {
  const config = parseConfig({ PORT: '0', SOJOURN_DATA: tempFolder('demo-town'), SOJOURN_LOG_LEVEL: 'error' })
  assert.ok(config.ok, JSON.stringify(config))
  const app = await createApp({ config: config.value, secret: marketSecret, log: newLogger({ level: 'error' }), limits: noLimits })
  const site = await mountBuiltSite(app)
  await app.start({ host: '127.0.0.1', port: 0 }, async () => {
    await loadDemo(app.deps, app.sandbox)
    await site.start()
    // Drawing keeps a processor busy for minutes.
    if (!illustrated) await app.deps.db.deleteFrom('job').where('kind', '=', picturesJob).execute()
  })
  if (illustrated) await until(async () => (await drawingsLeft(app)) === 0, { msMax: picturesMsMax })
  const cookies = new Map<DemoWho, string>()
  for (const { who, email, password } of demoSignIns) cookies.set(who, await signIn(app.origin(), { email, password }))
  cookies.set('newcomer', await signInNewcomer(app))
  const cookieOf = (who: DemoWho) => cookies.get(who) ?? ''

  /** What the API answers `who`, or a stranger. */
  const read = async <Answer>(path: string, who?: DemoWho): Promise<Answer> => {
    const answer = await fetch(app.origin() + path, { headers: who ? { cookie: cookieOf(who) } : {} })
    assert.equal(answer.status, 200, path)
    return (await answer.json()) as Answer
  }
  /** Makes everything that a browser's context opens be asked for by `who`. */
  const enter = async (context: BrowserContext, who: DemoWho): Promise<void> => {
    const [name = '', ...value] = (cookieOf(who).split(';')[0] ?? '').split('=')
    await context.addCookies([{ name, value: value.join('='), url: app.origin() }])
  }
  const [asGuest, asHost] = [callerFor(app, cookieOf('guest')), callerFor(app, cookieOf('host'))]
  const asOperator = callerFor(app, cookieOf('operator'))
  return {
    ...app,
    read,
    enter,
    book: (from: CalendarDate) => bookAndPay(asGuest, from),
    hold: async (from: CalendarDate) => (await hold(asGuest, from)).id,
    letExpire: (from: CalendarDate) => letExpire(asGuest, from),
    /** The guest's stay with the host, asked for first or booked at once. */
    bookAtHosts: (from: CalendarDate, how: 'asked' | 'booked') => bookAtHosts({ asGuest, asHost }, from, how),
    decline: (id: string) => asHost('POST', `/bookings/${id}/decline`),
    proposeShorter: (id: string) => proposeShorter(asGuest, id),
    callOffAsOperator: (id: string) => asOperator('POST', `/operator/bookings/${id}/cancellation`, calledOff),
    payHost: () => payHost(app, asHost),
    makePolicies: () => makePolicies(asOperator),
    saveHome: () => saveHome(asGuest),
    giveAway: (listingId: string, from: CalendarDate) => giveAway(asHost, listingId, from),
    stayAway: async () => stayAway(asHost, await expectedSinceYesterday(app)),
  }
}

type Call = <Answer>(method: string, path: string, body?: object) => Promise<Answer>

/** The API as a program of whoever's cookie it is uses it. */
const callerFor =
  ({ origin }: Pick<RunningApp, 'origin'>, cookie: string): Call =>
  async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${origin()}/api/v1${path}`, {
      method,
      headers: { cookie, origin: origin(), 'idempotency-key': randomUUID(), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    assert.ok(answer.ok, `${answer.status} ${path}`)
    return JSON.parse((await answer.text()) || 'null') as Answer
  }

type Results = { results: { listingId: string; price: { total: object } | null }[] }

type Made = { id: string; payment: { url: string } }
type Quoted = { total: object; free: boolean }

/** Three nights from the first day on, `from` or later, on which the host's first home is free. Paid, or set aside at the bank. */
async function bookAtHosts(
  { asGuest, asHost }: Record<'asGuest' | 'asHost', Call>,
  from: CalendarDate,
  how: 'asked' | 'booked',
): Promise<string> {
  const [home] = (await asHost<{ items: { id: string }[] }>('GET', '/hosting/listings?limit=1')).items
  assert.ok(home, "the demo's host lets nothing")
  if (how === 'asked') await asHost('PATCH', `/listings/${home.id}`, { instantBook: false })
  for (let day = from; ; day = addDays(day, 1)) {
    const wanted = { listingId: home.id, checkIn: day, checkOut: addDays(day, 3), adults: 2 }
    const { free, total } = await asGuest<Quoted>('POST', '/quotes', wanted)
    if (!free) continue
    const { id, payment } = await asGuest<Made>('POST', '/bookings', { ...wanted, expectedTotal: total, note: 'Is there a cot?' })
    if (how === 'asked') await asHost('PATCH', `/listings/${home.id}`, { instantBook: true })
    await payOnPage(payment.url)
    await untilState(asGuest, id, how === 'asked' ? 'requested' : 'confirmed')
    return id
  }
}

/** The guest would like to leave a day earlier. */
async function proposeShorter(asGuest: Call, id: string): Promise<void> {
  const { checkIn, checkOut } = await asGuest<{ checkIn: CalendarDate; checkOut: CalendarDate }>('GET', `/bookings/${id}`)
  const wanted = { checkIn, checkOut: addDays(checkOut, -1), adults: 2 }
  const { after } = await asGuest<{ after: { total: object } }>('POST', `/bookings/${id}/alterations/preview`, wanted)
  await asGuest('POST', `/bookings/${id}/alterations`, { ...wanted, expectedTotal: after.total })
}

const calledOff = { reason: 'The harbour is closed after the storm.', refund: { kind: 'all' }, bornBy: 'market', nights: 'blocked' }

type Statement = { currencies: { lines: { kind: string; stay: { bookingId: BookingId } | null }[] }[] }

/** The host has an account, has been paid what is due, and had some of it too much. */
async function payHost({ deps }: Pick<RunningApp, 'deps'>, asHost: Call): Promise<void> {
  const { url } = await asHost<{ url: string }>('POST', '/me/host/payout-account', { country: 'PT' })
  await onboard(url)
  await until(async () => (await asHost<{ standing: string }>('POST', '/me/host/payout-account/check')).standing === 'ready', {
    msMax: outcomeMsMax,
  })
  let stay: { bookingId: BookingId } | null = null
  const isPaid = async () => {
    const { currencies } = await asHost<Statement>('GET', '/me/host/statement')
    stay = currencies.flatMap(({ lines }) => lines).find(({ kind }) => kind === 'transfer')?.stay ?? null
    return stay !== null
  }
  await until(isPaid, { msMax: outcomeMsMax })
  const { host } = await asHost<{ host: { id: HostId } }>('GET', '/me')
  const { bookingId } = stay ?? assert.fail('no stay was paid')
  const tooMuch = { bookingId, hostId: host.id, amount: money(2_400, 'EUR' as Currency), because: 'a view' }
  await write(deps.db, (tx) => carry(tx, deps, tooMuch))
}

/** One that hosts may choose, and one that is retired; the same however often it is asked for. */
async function makePolicies(asOperator: Call): Promise<void> {
  const path = '/operator/policies'
  if ((await asOperator<{ items: object[] }>('GET', path)).items.length > 0) return
  const keeps = (nightsBeyondSlept: number, restPercent: number) => ({ nightsBeyondSlept, restPercent })
  const tiers = [
    { daysBefore: 5, hoursBefore: 0, keeps: keeps(0, 0) },
    { daysBefore: 1, hoursBefore: 12, keeps: keeps(0, 50) },
  ]
  await asOperator('POST', path, { name: 'Gentle', tiers, late: keeps(1, 50) })
  const { id, version } = await asOperator<{ id: string; version: number }>('POST', path, {
    name: 'Holidays',
    tiers: [],
    late: keeps(0, 100),
  })
  await asOperator('PATCH', `${path}/${id}`, { version, offered: false })
}

/** Saves the first home, and shares the list that it is then on. */
async function saveHome(call: Call): Promise<{ id: string; token: string }> {
  const { results } = await call<Results>('GET', '/search?limit=1')
  const { lists } = await call<{ lists: string[] }>('PUT', `/me/saved/${results[0]?.listingId ?? ''}`)
  const [id = ''] = lists
  const { token } = await call<{ token: string }>('POST', `/me/lists/${id}/share`)
  return { id, token }
}

/** A host writes down a guest who rang. @returns the id of their own booking. */
async function giveAway(call: Call, listingId: string, from: CalendarDate): Promise<string> {
  const guest = { guestName: 'Rosa Lima', guestPhone: '+351 912 000 000', note: 'Rang on Monday, pays in cash.', adults: 2, children: 1 }
  const made = await call<{ id: string }>('POST', '/hosting/bookings', { listingId, checkIn: from, checkOut: addDays(from, 4), ...guest })
  return made.id
}

/** The guest has paid for two nights from yesterday on. @returns the booking's id. */
async function expectedSinceYesterday({ deps, sandbox }: Pick<RunningApp, 'deps' | 'sandbox'>): Promise<string> {
  const stay = { home: 'chapel-row', guest: 'ana', from: -1, nights: 2, bookedBefore: 16, adults: 2 } as const
  const listingId = (await findImported(deps.db, demoSource, [stay.home])).get(stay.home)
  const guest = await findUserByEmail(deps.db, demoGuests.ana.email)
  assert.ok(listingId && guest && sandbox)
  await writeDemoStay(sandbox, { stay, listingId, userId: guest.id, today: dateAt(deps.clock.now(), merrowCoast.zone) })
  return idFrom<'booking'>(`demo:${stay.home}:${stay.from}:${stay.guest}`)
}

/** And their host says that nobody came. @returns the booking's id. */
async function stayAway(asHost: Call, id: string): Promise<string> {
  await asHost('POST', `/bookings/${id}/no-show`, {})
  return id
}

/** Asks for three nights from `from` on in the first home that is free. They wait for the money. */
async function hold(call: Call, from: CalendarDate): Promise<{ id: string; payment: { url: string } }> {
  const dates = { checkIn: from, checkOut: addDays(from, 3) }
  const { results } = await call<Results>('GET', `/search?limit=1&instantBook=true&${new URLSearchParams(dates).toString()}`)
  const [home] = results
  assert.ok(home?.price, 'the demo has a home that is free')
  const wanted = { listingId: home.listingId, ...dates, adults: 1, expectedTotal: home.price.total }
  return call('POST', '/bookings', wanted)
}

const untilState = (call: Call, id: string, wanted: string) =>
  until(async () => (await call<{ state: string }>('GET', `/bookings/${id}`)).state === wanted, { msMax: outcomeMsMax })

/** Books, and pays. @returns the booking's id. */
async function bookAndPay(call: Call, from: CalendarDate): Promise<string> {
  const { id, payment } = await hold(call, from)
  await payOnPage(payment.url)
  await untilState(call, id, 'confirmed')
  return id
}

/** Books, and gives up instead of paying. @returns the booking's id. */
async function letExpire(call: Call, from: CalendarDate): Promise<string> {
  const { id } = await hold(call, from)
  await call('POST', `/bookings/${id}/cancellation`, {})
  await untilState(call, id, 'expired')
  return id
}

async function signInNewcomer(app: Pick<RunningApp, 'deps' | 'origin'>): Promise<string> {
  const { userId, token } = await newPerson(app, 'Noor')
  await write(app.deps.db, (tx) => createHost(tx, app.deps, { userId, name: 'Noor' }))
  return `sojourn.session_token=${signedToken(token)}`
}

async function signIn(origin: string, body: { email: string; password: string }): Promise<string> {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  })
  assert.equal(answer.status, 200, body.email)
  return answer.headers.getSetCookie().find((cookie) => cookie.includes('session_token')) ?? ''
}

async function drawingsLeft({ deps }: Pick<RunningApp, 'deps'>): Promise<number> {
  const jobs = await deps.db.selectFrom('job').select('id').where('state', '=', 'ready').where('kind', '=', picturesJob).execute()
  return jobs.length
}

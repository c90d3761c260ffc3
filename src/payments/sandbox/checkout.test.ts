import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachDatabase } from '../../../test/databases.ts'
import { goodCard, newPaymentWorld, payByCard, post } from '../../../test/payments-world.ts'
import { instant, minuteMs } from '../../kernel/clock.ts'
import type { Db } from '../../platform/db.ts'
import { checkCard, emptyCard, readCardForm } from './card-form.ts'
import { hasValidCheckDigit, listedCards, testCard, testCards } from './cards.ts'
import { authenticationPage, expiredPage, payPage, unknownPage } from './checkout-page.ts'
import { catalogues, isPlainWord, voiceFor, type Words } from './checkout-words.ts'
import { html } from './html.ts'
import type { SessionRecord } from './records.ts'

const now = instant('2030-06-30T23:59:59Z')
const typed = { number: '4242 4242 4242 4242', expiry: '06 / 30', code: '123', name: 'Ana' }
const problemsOf = (over: Partial<typeof typed>) => {
  const checked = checkCard({ ...typed, ...over }, now)
  return checked.ok ? {} : checked.error.problems
}

test('what is typed on a card is checked field by field', () => {
  assert.deepEqual(problemsOf({}), {})
  assert.deepEqual(problemsOf({ number: '4242-4242-4242-4242', expiry: '6/2030' }), {})
  assert.deepEqual(problemsOf({ number: '4242 4242 4242 4241' }), { number: 'wrongNumber' })
  assert.deepEqual(problemsOf({ number: '' }), { number: 'wrongNumber' })
  assert.deepEqual(problemsOf({ number: '4111 1111 1111 1111' }), { number: 'notATestCard' })
  assert.deepEqual(problemsOf({ expiry: '05/30' }), { expiry: 'pastExpiry' })
  for (const expiry of ['', '13/30', '0/30', '6', 'June']) assert.deepEqual(problemsOf({ expiry }), { expiry: 'wrongExpiry' })
  for (const code of ['', '12', '12345', 'abc']) assert.deepEqual(problemsOf({ code }), { code: 'wrongCode' })
  assert.deepEqual(problemsOf({ name: '' }), { name: 'missingName' })
  assert.deepEqual(readCardForm(`name=${'x'.repeat(5000)}&code=1&code=2`), { number: '', expiry: '', code: '1', name: 'x'.repeat(200) })
})

test('a card is good to the last moment of its month', () => {
  assert.ok(checkCard(typed, instant('2030-06-30T23:59:59.999Z')).ok)
  assert.ok(!checkCard(typed, instant('2030-07-01T00:00:00Z')).ok)
})

test('every test card has a valid number and a key of its own, and those on the page have words', () => {
  assert.ok(testCards.every(({ number }) => hasValidCheckDigit(number)))
  assert.equal(new Set(testCards.flatMap(({ key, number }) => [key, number])).size, testCards.length * 2)
  for (const key of listedCards) assert.ok(testCard(key) && isPlainWord(key), key)
})

test('what is put into a page is text, never markup', () => {
  const { markup } = html`<p title="${'" onload="x'}">${'<script>&'}${html`<b>${1}</b>`}${null}${[html`<i></i>`, html`<u></u>`]}</p>`
  assert.equal(markup, '<p title="&quot; onload=&quot;x">&lt;script&gt;&amp;<b>1</b><i></i><u></u></p>')
})

const session: SessionRecord = {
  kind: 'checkout.session',
  id: 'cs_test_1',
  createdAt: now,
  status: 'open',
  amount: 42_400,
  currency: 'eur',
  name: '⟦A stay⟧',
  notice: '⟦Held⟧',
  expiresAt: now,
  successUrl: 'https://market.example/paid',
  cancelUrl: 'https://market.example/back',
  reference: null,
  locale: null,
  metadata: {},
  unpaid: false,
  intent: { captureMethod: 'automatic', description: null, metadata: {}, transferGroup: null },
  intentId: null,
}

test('every word of the pages comes from the catalogue', () => {
  const marked = Object.fromEntries(Object.entries(catalogues.en ?? {}).map(([word, text]) => [word, `⟦${text}⟧`])) as Words
  const voice = voiceFor('xx-YY', { en: marked, xx: marked })
  const problems = { number: 'wrongNumber', expiry: 'pastExpiry', code: 'wrongCode', name: 'missingName' } as const
  const declines = testCards.flatMap(({ decline }) => decline ?? [])
  const pages = [
    payPage(voice, { session, typed: emptyCard, problems: {}, decline: null }),
    payPage(voice, { session, typed: emptyCard, problems, decline: null }),
    ...declines.map((decline) => payPage(voice, { session, typed: emptyCard, problems: {}, decline })),
    authenticationPage(voice, { session, last4: '3220' }),
    expiredPage(voice, session),
    unknownPage(voice),
  ]
  for (const { markup } of pages) {
    const texts = [...markup.matchAll(/>([^<]*[^<\s][^<]*)</g), ...markup.matchAll(/aria-label="([^"]*)"/g)].map(([, text = '']) =>
      text.trim(),
    )
    assert.ok(texts.length > 2)
    for (const text of texts) assert.match(text, /^(⟦.*⟧|[\d ]+)$/)
  }
})

test('a language that nobody has written yet is answered in English', () => {
  assert.equal(voiceFor('fr-CA').say('heading', { amount: '€424.00' }), 'Pay €424.00')
  assert.equal(voiceFor(null).say('pay', { amount: '€1' }), 'Pay €1')
})

forEachDatabase('the page says what is paid for, that it is a sandbox, and which cards to try, without any script', async (t, db) => {
  const { ask, settle, urlOf, origin } = await newPaymentWorld(t, db)
  const { paymentId } = await ask({ description: '<b>Ana’s</b> "loft" & more' })
  await settle()
  const url = await urlOf(paymentId)
  const reply = await fetch(url)
  const text = await reply.text()
  assert.match(text, /&lt;b&gt;Ana’s&lt;\/b&gt; &quot;loft&quot; &amp; more/)
  assert.match(text, /Pay €424\.00/)
  assert.match(text, /These nights are held for you until 12:15\./)
  assert.match(text, /This is a payment sandbox: no money moves/)
  assert.match(text, /4000 0000 0000 3220/)
  assert.ok(text.includes(`href="${origin}/trips/1?payment=left"`))
  assert.doesNotMatch(text, /<script|style=/)
  assert.match(
    reply.headers.get('content-security-policy') ?? '',
    /default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'/,
  )
  assert.equal(reply.headers.get('cache-control'), 'no-store')
  for (const [file, type] of [
    ['checkout.css', 'text/css'],
    ['besley.woff2', 'font/woff2'],
  ] as const) {
    const asset = await fetch(`${origin}/sandbox/checkout/${file}`)
    assert.ok(asset.headers.get('content-type')?.startsWith(type))
    await asset.arrayBuffer()
  }
})

forEachDatabase('addresses that lead nowhere say so, and a paid page leads on to the shop', async (t, db) => {
  const { ask, settle, urlOf, origin } = await newPaymentWorld(t, db)
  const { paymentId } = await ask()
  await settle()
  const url = await urlOf(paymentId)
  assert.equal((await fetch(`${url}0`)).status, 404)
  assert.equal((await payByCard(`${url}0`, goodCard)).status, 404)
  const early = await fetch(`${url}/authentication`, { redirect: 'manual' })
  assert.deepEqual([early.status, early.headers.get('location')], [303, new URL(url).pathname])
  assert.equal((await post(`${url}/authentication`, { answer: 'yes' })).location, url, 'no bank has asked')
  await payByCard(url, goodCard)
  const again = await payByCard(url, '4000 0000 0000 0002')
  assert.equal(again.location, `${origin}/trips/1?payment=returned`)
  assert.equal((await post(`${url}/authentication`, { answer: 'no' })).location, `${origin}/trips/1?payment=returned`)
})

forEachDatabase('of a card only its brand and last digits are kept, and a real one is not even shown again', async (t, db) => {
  const { ask, settle, urlOf, lines, clock } = await newPaymentWorld(t, db)
  const { paymentId } = await ask()
  await settle()
  const url = await urlOf(paymentId)
  const fields = { expiry: '11 / 39', code: '9871', name: 'Anastasia Typed-Name' }
  const real = await post(url, { ...fields, number: '4111 1111 1111 1111' })
  assert.equal(real.status, 422)
  assert.doesNotMatch(real.text, /4111[ -]?1111|9871/)
  const declined = await post(url, { ...fields, number: '4000 0000 0000 0127' })
  assert.match(declined.text, /value="4000 0000 0000 0127"/)
  assert.match(declined.text, /value="Anastasia Typed-Name"/)
  assert.doesNotMatch(declined.text, /9871/)
  await post(url, { ...fields, number: '4000 0000 0000 3220' })
  await post(`${url}/authentication`, { answer: 'yes' })
  await settle()
  clock.pass(minuteMs)
  await settle()
  const kept = `${await everything(db)}\n${lines.join('\n')}`
  for (const secret of [/4000[ -]?0000[ -]?0000/, /4111[ -]?1111/, /(?<![0-9a-z])9871(?![0-9a-z])/, /Typed-Name/, /11 ?\/ ?39/])
    assert.doesNotMatch(kept, secret)
  assert.match(kept, /"last4":"3220"/)
})

/** Every row of every table that payments, jobs and announcements write. */
async function everything(db: Db): Promise<string> {
  const tables = ['sandbox_object', 'sandbox_key', 'provider_event', 'payment', 'job', 'outbox'] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  return rows
    .flat()
    .map((row) => Object.values(row).join(' '))
    .join('\n')
}

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createHost } from '../src/accounts/host.ts'
import { addDays, calendarDate } from '../src/kernel/calendar-date.ts'
import { write } from '../src/platform/db.ts'
import { databases } from './databases.ts'
import { goodBodies } from './good-bodies.ts'
import { hostileStrings } from './hostile-strings.ts'
import { newMarket, type Market, type Person } from './market.ts'

/**
 * Whatever is sent to whichever route, the answer is a decision: what was asked for, or a refusal with a stable code. What was
 * accepted reads back as it was sent. Names, addresses and passwords of accounts: src/accounts/hostile.test.ts.
 */
function onEachMarket(title: string, run: (market: Market) => Promise<void>): void {
  for (const { name, skip, openMigrated } of databases()) {
    test(`${title} [${name}]`, { skip, timeout: 300_000 }, async (t: TestContext) => {
      const { url, drop } = await openMigrated()
      const market = await newMarket({ databaseUrl: url })
      t.after(async () => {
        await market.stop()
        await drop()
      })
      await run(market)
    })
  }
}

const today = calendarDate(new Date().toISOString().slice(0, 10))
const day = (fromToday: number) => addDays(today, fromToday)
const nowhere = '01a20000-0000-7000-8000-000000000000'

onEachMarket('every route decides about every kind of wrong body', async (market) => {
  const { operations, samples } = await wholeApi(market)
  const operator = await market.newOperator()
  for (const operation of operations.filter(({ fields }) => fields !== null)) {
    const { method, path, fields } = operation
    const sample = samples[`${method} ${path}`]
    assert.ok(sample, `a good body for ${method} ${path} is missing in this test`)
    const who = path.startsWith('/api/auth/')
      ? await market.newPerson('Ines')
      : path.startsWith('/api/v1/operator/')
        ? operator
        : market.ana
    const bodies = [
      ...wrongBodies,
      ...Object.keys(fields ?? {}).map((field) => JSON.stringify({ ...sample, [field]: undefined })),
      ...Object.keys(fields ?? {}).flatMap((field) =>
        wrongValues.map((value) => JSON.stringify({ ...sample, [field]: '\u0001' }).replace('"\\u0001"', value)),
      ),
    ]
    await inTurns(bodies, async (body) => decided(await send(market, who, { method, path, body }), `${method} ${path} ${body}`))
    const huge = JSON.stringify({ ...sample, huge: 'x'.repeat(1_100_000) })
    const tooLarge = await send(market, who, { method, path, body: huge })
    assert.deepEqual([tooLarge.status, tooLarge.code], [413, 'body_too_large'], path)
    const malformed = await send(market, who, { method, path, body: '{"a":' })
    assert.deepEqual([malformed.status, malformed.code], [400, 'malformed_json'], path)
    const form = await send(market, who, { method, path, body: 'a=b', type: 'application/x-www-form-urlencoded' })
    assert.deepEqual([form.status, form.code], [415, 'unsupported_media_type'], path)
  }
})

onEachMarket('every route decides about every kind of wrong address', async (market) => {
  const { operations, samples } = await wholeApi(market)
  const ids = [
    'x',
    nowhere,
    nowhere.toUpperCase(),
    '%00',
    '%ff',
    '__proto__',
    '..%2f..%2fetc',
    "'%20or%201=1",
    'x'.repeat(201),
    '%f0%9f%8f%a1',
  ]
  for (const { method, template, query, path } of operations) {
    if (template.includes('{id}')) {
      for (const id of ids) {
        const sample = samples[`${method} ${path}`]
        const answer = await send(market, market.ana, {
          method,
          path: template.replace('{id}', id),
          ...(sample && { body: JSON.stringify(sample) }),
        })
        decided(answer, `${method} ${template} ${id}`)
        assert.ok(answer.status >= 400, `${method} ${template} ${id} is nothing and answered ${answer.status}`)
      }
    }
    const wrong = [
      '',
      'x',
      '-1',
      '1e400',
      'NaN',
      '99999999999999999999',
      '2027-02-30',
      '%00',
      '%ff',
      '%',
      '__proto__',
      '1,2,3,4',
      '-400,99,400,-99',
      'bm90IGEgY3Vyc29y',
    ]
    const asked = query.flatMap((name) => [...wrong.map((value) => `${name}=${value}`), `${name}=1&${name}=2`, `${name}[a]=1`])
    await inTurns(asked, async (text) =>
      decided(await send(market, market.ana, { method, path: `${path}?${text}` }), `${method} ${path}?${text}`),
    )
  }
})

onEachMarket("what is somebody else's is not there, on every route, and stays as it is", async (market) => {
  const [ben, eve] = [await market.newPerson('Ben'), await market.newPerson('Eve')]
  await write(market.deps.db, (tx) => createHost(tx, market.deps, { userId: eve.userId, name: 'Eve' }))
  const { id } = await hold(ben, market.lakeside, 30)
  const before = await Promise.all([
    ben.call('GET', `/api/v1/bookings/${id}`),
    market.ana.call('GET', `/api/v1/listings/${market.lakeside}`),
  ])
  const { operations, samples } = await wholeApi(market)
  const onBookings = operations.filter(({ template }) => template.startsWith('/api/v1/bookings/{id}'))
  const onListings = operations.filter(({ template, method }) => template.startsWith('/api/v1/listings/{id}') && method !== 'GET')
  assert.ok(onBookings.length >= 3 && onListings.length >= 4)
  for (const { method, template, path } of [...onBookings, ...onListings]) {
    const its = template
      .replace('{id}', onBookings.some((one) => one.template === template) ? id : market.lakeside)
      .replace('{photoId}', nowhere)
      .replace('{alterationId}', nowhere)
    const body = samples[`${method} ${path}`]
    const answer = await send(market, eve, { method, path: its, ...(body && { body: JSON.stringify(body) }) })
    const code = template.includes('bookings') ? 'booking_not_found' : 'listing_not_found'
    assert.deepEqual([answer.status, answer.code], [404, code], `${method} ${template}`)
    const stranger = await send(market, null, { method, path: its, ...(body && { body: JSON.stringify(body) }) })
    assert.deepEqual([stranger.status, stranger.code], [401, 'sign_in_required'], `${method} ${template}`)
  }
  const after = await Promise.all([
    ben.call('GET', `/api/v1/bookings/${id}`),
    market.ana.call('GET', `/api/v1/listings/${market.lakeside}`),
  ])
  assert.deepEqual(after, before)
  assert.deepEqual((await eve.call('GET', '/api/v1/bookings')).body.items, [])
  assert.deepEqual((await eve.call('GET', '/api/v1/bookings?as=host')).body.items, [])
})

onEachMarket('stays, sums and numbers that cannot be are refused by name, and hold no night', async (market) => {
  const ben = await market.newPerson('Ben')
  const good = { listingId: market.lakeside, checkIn: day(30), checkOut: day(33), adults: 2 }
  const { total } = (await ben.call('POST', '/api/v1/quotes', good)).body
  const wrongStays: [over: object, status: number, code: string][] = [
    [{ checkIn: '2027-02-30' }, 400, 'invalid_request'],
    [{ checkOut: '2027-02-30' }, 400, 'invalid_request'],
    [{ checkIn: '2027-2-3' }, 400, 'invalid_request'],
    [{ checkIn: '0000-00-00' }, 400, 'invalid_request'],
    [{ checkIn: '+012027-02-03' }, 400, 'invalid_request'],
    [{ checkIn: `${day(30)}T00:00:00Z` }, 400, 'invalid_request'],
    [{ checkIn: day(-3), checkOut: day(-1) }, 422, 'dates_past'],
    [{ checkIn: '1000-01-01', checkOut: '1000-01-03' }, 422, 'dates_past'],
    [{ checkIn: day(33), checkOut: day(30) }, 422, 'stay_empty'],
    [{ checkOut: day(30) }, 422, 'stay_empty'],
    [{ checkOut: day(30 + 366) }, 422, 'stay_too_long'],
    [{ checkIn: '9999-12-30', checkOut: '9999-12-31' }, 400, 'invalid_request'],
    [{ checkIn: day(3000), checkOut: day(3003) }, 422, 'dates_too_far'],
    [{ adults: 0 }, 400, 'invalid_request'],
    [{ adults: -1 }, 400, 'invalid_request'],
    [{ adults: 1.5 }, 400, 'invalid_request'],
    [{ adults: 1e21 }, 400, 'invalid_request'],
    [{ adults: '2' }, 400, 'invalid_request'],
    [{ adults: 5 }, 422, 'too_many_guests'],
    [{ pets: 1 }, 422, 'too_many_pets'],
    [{ listingId: nowhere }, 404, 'listing_not_found'],
    [{ listingId: 'lakeside' }, 400, 'invalid_request'],
  ]
  const wrongSums: typeof wrongStays = [
    [{ expectedTotal: { ...total, currency: 'SGD' } }, 422, 'currency_mismatch'],
    [{ expectedTotal: { ...total, currency: 'eur' } }, 400, 'invalid_request'],
    [{ expectedTotal: { ...total, currency: 'ZZZ' } }, 400, 'invalid_request'],
    [{ expectedTotal: { ...total, minor: -1 } }, 400, 'invalid_request'],
    [{ expectedTotal: { ...total, minor: 0.5 } }, 400, 'invalid_request'],
    [{ expectedTotal: { ...total, minor: Number.MAX_SAFE_INTEGER } }, 409, 'price_changed'],
    [{ expectedTotal: { ...total, minor: 2 ** 53 } }, 400, 'invalid_request'],
    [{ expectedTotal: undefined }, 400, 'invalid_request'],
  ]
  for (const [over, status, code] of wrongStays) {
    const quote = await ben.call('POST', '/api/v1/quotes', { ...good, ...over })
    assert.deepEqual([quote.status, quote.body.code], [status, code], `a quote with ${JSON.stringify(over)}`)
  }
  for (const [index, [over, status, code]] of [...wrongStays, ...wrongSums].entries()) {
    const made = await ben.call('POST', '/api/v1/bookings', { ...good, expectedTotal: total, ...over }, `wrong-${index}`)
    assert.deepEqual([made.status, made.body.code], [status, code], `a booking with ${JSON.stringify(over)}`)
  }
  for (const key of ['', 'x'.repeat(300), '\u00e9']) {
    const answer = await ben.call('POST', '/api/v1/bookings', { ...good, expectedTotal: total }, key)
    assert.equal(answer.status, 400, `an Idempotency-Key of ${JSON.stringify(key.slice(0, 5))}`)
  }
  assert.deepEqual(await market.deps.db.selectFrom('night_claim').selectAll().execute(), [])
  assert.deepEqual(await market.deps.db.selectFrom('booking').select('id').execute(), [])
})

onEachMarket('every hostile text is kept as it was sent, or refused, wherever a host or a guest may write', async (market) => {
  const texts = hostileStrings()
  const inn = await market.newListing({ title: 'The Inn' })
  const fields = ['title', 'summary', 'description', 'houseRules', 'town', 'region', 'neighbourhood', 'address']
  let kept = 0
  for (const [index, text] of texts.entries()) {
    const field = String(fields[index % fields.length])
    const answer = await market.ana.call('PATCH', `/api/v1/listings/${inn}`, { [field]: text })
    const stored = (await market.ana.call('GET', `/api/v1/listings/${inn}`)).body[field] as string
    if (answer.status === 200) assert.equal(stored, text.trim(), `${field} ${JSON.stringify(text)}`)
    else assert.deepEqual([answer.status, answer.body.code], [400, 'invalid_request'], `${field} ${JSON.stringify(text)}`)
    kept += answer.status === 200 ? 1 : 0
  }
  assert.ok(kept > texts.length * 0.9, `${kept} of ${texts.length} were kept`)
  await writeOnBookings(market, texts)
})

onEachMarket('every hostile text may be searched for', async (market) => {
  const ask = async (name: string, where: string) => {
    for (const text of hostileStrings()) {
      const query = new URLSearchParams({ [name]: text.toWellFormed() })
      decided(await send(market, null, { method: 'GET', path: `${where}?${query}` }), `${where} ${name} ${JSON.stringify(text)}`)
    }
  }
  await ask('place', '/api/v1/search')
  await ask('cursor', '/api/v1/search')
  await ask('amenities', '/api/v1/search')
  await ask('q', '/api/v1/places')
  await ask('cursor', `/api/v1/listings/${market.lakeside}/reviews`)
})

/** As names, phone numbers and notes of bookings, many in one note. */
async function writeOnBookings(market: Market, texts: readonly string[]): Promise<void> {
  const notes: string[] = []
  for (const text of texts.filter((one) => one.isWellFormed() && !one.includes('\0'))) {
    const last = notes.at(-1)
    if (last !== undefined && last.length + text.length < 1_900) notes[notes.length - 1] = `${last}\n${text}`
    else notes.push(text.slice(0, 1_900))
  }
  const short = texts.filter((text) => text.trim().length > 0 && text.length <= 40)
  let guest = await market.newPerson('Ben')
  for (const index of Array.from({ length: Math.max(notes.length, 40) }, (_, position) => position)) {
    if (index % 2 === 0) guest = await market.newPerson(`Ben${index}`)
    const written = { guestName: short[index * 2] ?? 'Ben', guestPhone: short[index * 2 + 1] ?? '', note: notes[index] ?? '' }
    const made = await hold(guest, market.lakeside, 10 + index, written)
    if (made.status !== 201) {
      assert.deepEqual([made.status, made.code], [400, 'invalid_request'], JSON.stringify(written))
      continue
    }
    const read = (await guest.call('GET', `/api/v1/bookings/${made.id}`)).body.guest
    const { guestName: name, guestPhone: phone, note } = written
    assert.deepEqual(read, { name: name.trim(), phone: phone.trim(), note: note.trim() })
  }
}

async function hold(
  guest: Person,
  listingId: string,
  inDays: number,
  over: object = {},
): Promise<{ status: number; code: string; id: string }> {
  const stay = { listingId, checkIn: day(inDays), checkOut: day(inDays + 1), adults: 2 }
  const { total } = (await guest.call('POST', '/api/v1/quotes', stay)).body
  const made = await guest.call('POST', '/api/v1/bookings', { ...stay, expectedTotal: total, ...over }, `hold-${inDays}`)
  return { status: made.status, ...made.body }
}

const wrongBodies = [
  '',
  '{',
  '{"a":1,}',
  '[]',
  'null',
  '"text"',
  '1e999',
  '{"__proto__":{"admin":true}}',
  '['.repeat(400_000) + ']'.repeat(400_000),
]

/** Each as JSON, in place of one field of a good body. */
const wrongValues = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '1e21',
  '1e999',
  '-9007199254740993',
  '[]',
  '{}',
  '""',
  '" "',
  '"x"',
  '"__proto__"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"2027-02-30"',
  '{"__proto__":{"x":1}}',
  '[null]',
  '[[]]',
  `"${'x'.repeat(30_000)}"`,
]

type Operation = { method: string; template: string; path: string; query: string[]; fields: object | null }
type Described = {
  parameters?: { in: string; name: string }[]
  requestBody?: { content: Record<string, { schema: { properties?: object } }> }
}

/** Every route of the API's own description, `path` filled in for Ana's Lakeside or for nothing, and a good body for each that takes one. */
async function wholeApi(market: Market): Promise<{ operations: Operation[]; samples: Record<string, object> }> {
  const answer = await fetch(`${market.origin()}/api/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> }
  const fill = (template: string) =>
    template.replace('{id}', template.startsWith('/api/v1/listings/') ? market.lakeside : nowhere).replace('{photoId}', nowhere)
  const operations = Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      template,
      path: fill(template),
      query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      fields: requestBody?.content['application/json'] ? (requestBody.content['application/json'].schema.properties ?? {}) : null,
    })),
  )
  assert.ok(operations.length > 25)
  return { operations, samples: goodBodies({ lakeside: market.lakeside, day, nowhere }) }
}

type Sending = { method: string; path: string; body?: string; type?: string }
type Answer = { status: number; type: string; code: string; body: unknown }

let sent = 0

async function send(market: Market, who: Person | null, { method, path, body, type = 'application/json' }: Sending): Promise<Answer> {
  const headers = {
    'idempotency-key': `hostile-${++sent}`,
    ...(who && { authorization: `Bearer ${who.token}` }),
    ...(body !== undefined && { 'content-type': type }),
  }
  const answer = await fetch(`${market.origin()}${path}`, { method, headers, ...(body !== undefined && { body }) })
  const text = await answer.text()
  const json = text === '' ? undefined : (JSON.parse(text) as { code?: string } | null)
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', code: json?.code ?? '', body: json }
}

/** Either done, or refused for a reason that a program can read. */
function decided({ status, type, code, body }: Answer, what: string): void {
  const shown = `${what.slice(0, 300)}: ${status} ${JSON.stringify(body)?.slice(0, 300)}`
  assert.ok(status < 500, shown)
  if (status < 300) return
  assert.match(type, /^application\/problem\+json/, shown)
  assert.match(code, /^[a-z][a-z_]+$/, shown)
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const one = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: 8 }, one))
}

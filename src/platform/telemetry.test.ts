import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant } from '../kernel/clock.ts'
import { openDatabase, write } from './db.ts'
import { failureText, withoutSecrets } from './redaction.ts'
import { newLogger, newMetrics } from './telemetry.ts'

function newLog() {
  const lines: string[] = []
  const clock = { now: () => instant('2030-06-01T12:00:00Z') }
  return { lines, log: newLogger({ clock, destination: { write: (line) => lines.push(line) } }) }
}

test('a log line tells when, how bad and what', () => {
  const { lines, log } = newLog()
  log.info({ bookingId: 'b1', nights: 3 }, 'booked')
  assert.deepEqual(lines, ['{"level":"info","time":"2030-06-01T12:00:00.000Z","bookingId":"b1","nights":3,"msg":"booked"}\n'])
})

const [word, mail, key, quotedMail, foreignMail] = [
  'hunter2-hunter2',
  'ana@example.com',
  'sk_test_51Habcdef',
  'b%40example.com',
  'Öz@exämple.org',
] as const
const secrets = [word, mail, key, quotedMail, foreignMail]

test('a log line shows no secret: by name at any depth, in messages, addresses, bindings and errors', () => {
  const { lines, log } = newLog()
  log.info({
    req: { headers: { Authorization: 'Bearer hunter2-hunter2', cookie: 'a=hunter2-hunter2', 'set-cookie': ['hunter2-hunter2'] } },
  })
  log.info({ a: { b: { c: [{ newPassword: 'hunter2-hunter2', accessToken: 'hunter2-hunter2', email: mail, client_secret: word }] } } })
  log.info({ req: { url: '/verify-email?token=hunter2-hunter2&next=/', path: '/api/auth/reset-password/hunter2-hunter2' } })
  log.info(`signing in with Bearer hunter2-hunter2 for ${mail}, ${quotedMail} or <${foreignMail}> at ${key}`)
  log.child({ recipient: 'hunter2-hunter2', who: mail }).info('hello')
  const failure = Object.assign(new Error(`550 <${mail}> unknown at mysql://root:hunter2-hunter2@db/x`), { rejected: [mail] })
  log.error({ err: new Error('mail', { cause: failure }) }, 'failed')
  log.error(failure)
  assert.equal(lines.length, 7)
  for (const secret of secrets) for (const line of lines) assert.ok(!line.includes(secret), line)
  for (const line of lines) assert.doesNotThrow(() => JSON.parse(line), line)
  assert.match(lines[2] ?? '', /next=\//)
})

test('what is no secret stays as it is', () => {
  const harmless =
    'stay 0192f0c1-7a3e-7000-8000-3f6a1c2b4d5e at /listings/merrow?checkIn=2030-07-01&adults=2, price 120.50 EUR, @ the coast'
  assert.equal(withoutSecrets(harmless), harmless)
})

test('no text, however long or odd, breaks redaction or holds it up', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => typeof withoutSecrets(text) === 'string'))
  const startedAt = performance.now()
  for (const part of ['a', 'a.', '@a.', '%40', '://', '?key=', 'eyJ', 'a@a.a', 'Bearer ']) withoutSecrets(part.repeat(20_000))
  assert.ok(performance.now() - startedAt < 5_000)
})

test('what is stored about a failure has no address in it, an end, and nothing of a thrown text', () => {
  assert.equal(failureText(new TypeError('no mailbox ana@example.com')), 'TypeError: no mailbox [hidden]')
  assert.equal(failureText(new Error('x'.repeat(9_999))).length, 1_000)
  assert.equal(failureText('hunter2'), 'thrown: string')
})

test('metrics count requests by route, jobs by kind and transaction retries', async () => {
  const metrics = newMetrics({ process: false })
  metrics.observeRequest({ method: 'GET', route: '/listings/:id', status: 200, seconds: 0.004 })
  metrics.observeJob({ kind: 'mail.send', outcome: 'done', seconds: 0.2 })
  metrics.countTransactionRetry()
  const page = await metrics.registry.metrics()
  assert.match(page, /sojourn_http_request_duration_seconds_bucket\{le="0.005",method="GET",route="\/listings\/:id",status="200"\} 1/)
  assert.match(page, /sojourn_job_duration_seconds_count\{kind="mail.send",outcome="done"\} 1/)
  assert.match(page, /sojourn_transaction_retries_total 1/)
})

test('a transaction that loses a conflict is counted each time it runs again', async () => {
  const metrics = newMetrics({ process: false })
  const db = openDatabase('sqlite::memory:', { onRetry: metrics.countTransactionRetry, sleep: async () => {} })
  let conflicts = 3
  const deadlock = Object.assign(new Error('deadlock'), { errno: 1213 })
  await write(db, async () => {
    if (conflicts-- > 0) throw deadlock
  })
  assert.match(await metrics.registry.metrics(), /sojourn_transaction_retries_total 3/)
  await db.destroy()
})

import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { instant, later } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { systemRandom } from '../kernel/random.ts'
import { write, type Db } from './db.ts'
import type { Deps } from './deps.ts'
import { listDead } from './dead-jobs.ts'
import { findMail, isMailAddress, mailJobs, newMailer, recentMails, sendMail, smtpMailer, type Mailer } from './mail.ts'
import { PermanentError } from './run-job.ts'
import { newLogger } from './telemetry.ts'
import { newWorker } from './worker.ts'

const mail = {
  to: 'ana@example.com',
  subject: 'Your stay at Lakeside',
  text: 'See you soon: https://sojourn.example/?token=abc',
  html: '<p>Bis bald! ☀</p>',
}

type Replies = Partial<Record<'greeting' | 'RCPT', string>>

/** A mail server of a few lines that takes down what it hears. 'silence' as a reply: it says nothing. */
async function newPostOffice(t: TestContext, replies: Replies = {}) {
  const heard: string[] = []
  const server = createServer((socket) => {
    let inData = false
    const say = (reply: string) => void (reply !== 'silence' && socket.write(`${reply}\r\n`))
    say(replies.greeting ?? '220 post.example')
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\r\n').slice(0, text.endsWith('\r\n') ? -1 : undefined)) {
        heard.push(line)
        const verb = line.slice(0, 4)
        if (inData && line === '.') say('250 2.0.0 taken')
        else if (!inData && verb === 'EHLO') say('250 post.example')
        else if (!inData && verb === 'RCPT') say(replies.RCPT ?? '250 ok')
        else if (!inData && verb === 'DATA') say('354 go on')
        else if (!inData) say(verb === 'QUIT' ? '221 bye' : '250 ok')
        inData = verb === 'DATA' || (inData && line !== '.')
      }
    })
    socket.on('error', () => socket.destroy())
    t.after(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { heard, mailer: smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Sojourn <stay@sojourn.example>', stepMsMax: 200 }) }
}

test('a mail goes to its recipient, from the market, under an id of its own', async (t) => {
  const { heard, mailer } = await newPostOffice(t)
  await mailer.send(mail, 'm-1')
  for (const line of ['MAIL FROM:<stay@sojourn.example>', 'RCPT TO:<ana@example.com>', 'Subject: Your stay at Lakeside'])
    assert.ok(heard.includes(line), line)
  assert.ok(heard.includes('Message-ID: <m-1@sojourn.example>'))
  assert.ok(heard.includes('Auto-Submitted: auto-generated'))
})

test('neither subject nor address can smuggle in a header or a second recipient', async (t) => {
  const { heard, mailer } = await newPostOffice(t)
  await mailer.send({ ...mail, subject: 'Lakeside\r\nBcc: eve@example.com' }, 'm-2')
  assert.ok(!heard.some((line) => line.startsWith('Bcc')))
  assert.deepEqual(
    heard.filter((line) => line.startsWith('RCPT')),
    ['RCPT TO:<ana@example.com>'],
  )
  const bad = [
    '',
    'ana',
    'ana@',
    '@x',
    'a@b@c',
    'ana@example.com, eve@example.com',
    'ana@example.com\nBcc: eve@example.com',
    'Ana <a@b.c>',
    'a b@c.d',
    `${'a'.repeat(65)}@b.c`,
    `a@${'b'.repeat(260)}`,
    'a@b.c\u0000',
  ]
  assert.deepEqual(bad.filter(isMailAddress), [])
  const good = ['ana@example.com', "o'hara+stay@sub.example.co.uk", 'ünal@exämple.org', 'demo@localhost']
  assert.deepEqual(
    good.filter((text) => !isMailAddress(text)),
    [],
  )
})

test('a recipient refused for good is not tried again, one refused for now is', async (t) => {
  const gone = await newPostOffice(t, { RCPT: '550 5.1.1 <ana@example.com> no such mailbox' })
  await assert.rejects(gone.mailer.send(mail, 'm-3'), PermanentError)
  const full = await newPostOffice(t, { RCPT: '452 4.2.2 mailbox full' })
  await assert.rejects(full.mailer.send(mail, 'm-4'), (thrown: Error) => !(thrown instanceof PermanentError))
})

test('a mail server that says nothing holds nobody up', async (t) => {
  for (const replies of [{ greeting: 'silence' }, { RCPT: 'silence' }]) {
    const { mailer } = await newPostOffice(t, replies)
    const startedAt = performance.now()
    await assert.rejects(mailer.send(mail, 'm-5'))
    assert.ok(performance.now() - startedAt < 3_000)
  }
})

function newDesk(db: Db, mailer?: Mailer) {
  let now = instant('2030-06-01T12:00:00Z')
  const clock = { now: () => now }
  const lines: string[] = []
  const deps: Deps = { db, clock, random: systemRandom, ids: newIds(clock, systemRandom) }
  const log = newLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } })
  const worker = newWorker(deps, mailJobs(mailer ?? newMailer({ smtpUrl: null, from: '' }, deps)), { log, attemptsMax: 1 })
  return { deps, lines, worker, pass: () => (now = later(now, 60_000)) }
}

forEachDatabase('without a server mails land in the mailbox, once each, newest first', async (_, db) => {
  const { deps, worker, pass } = newDesk(db)
  const send = (subject: string) => write(db, (tx) => sendMail(tx, deps, { ...mail, subject }))
  const first = await send('one')
  assert.deepEqual(await recentMails(db), [])
  assert.equal(await worker.runDue(), 1)
  pass()
  const second = await send(`two\r\n ${'long '.repeat(100)}`)
  await worker.runDue()
  await newMailer({ smtpUrl: null, from: '' }, deps).send({ ...mail, subject: 'one' }, first)
  const list = await recentMails(db)
  assert.deepEqual(
    list.map(({ id, to }) => ({ id, to })),
    [second, first].map((id) => ({ id, to: mail.to })),
  )
  assert.ok(list[0]?.subject.startsWith('two long long') && list[0].subject.length <= 255)
  assert.deepEqual(await findMail(db, first), { ...mail, subject: 'one', id: first, at: instant('2030-06-01T12:00:00Z') })
  assert.equal(await findMail(db, 'unknown'), undefined)
  await assert.rejects(write(db, (tx) => sendMail(tx, deps, { ...mail, to: 'ana@example.com, eve@example.com' })))
})

forEachDatabase('neither logs nor the dead letters name a recipient or what was written', async (t, db) => {
  const { mailer } = await newPostOffice(t, { RCPT: '550 5.1.1 <ana@example.com> no such mailbox' })
  const { deps, lines, worker } = newDesk(db, mailer)
  await write(db, (tx) => sendMail(tx, deps, mail))
  await worker.runDue()
  const [dead] = await listDead(db)
  assert.equal(dead?.lastError, 'PermanentError: the mail server refuses this recipient')
  assert.ok(lines.length > 0)
  assert.doesNotMatch(lines.join(), /ana@|token=abc|Lakeside/)
})

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { findHost } from '../src/accounts/host.ts'
import { findUserByEmail } from '../src/accounts/find-user.ts'
import { claimHost } from '../src/accounts/claim-host.ts'
import { demoHomes } from '../src/importers/demo/demo-homes.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { openDatabase, type Db } from '../src/platform/db.ts'
import { loadTerms } from '../src/pricing/terms.ts'
import { runCommand } from '../bin/commands/run-command.ts'
import { aListing, aReview, fixtureFolder, importedState, newFolder, someNights } from './inside-airbnb.ts'
import { tempFolder } from './temp.ts'

const root = path.join(import.meta.dirname, '..')

type Given = { input?: string; env?: Record<string, string> }

/** What a command answers, tells and ends with, in a market of its own. */
async function sojourn(dataDir: string, args: readonly string[], { input = '', env = {} }: Given = {}) {
  let [answer, told] = ['', '']
  const terminal = {
    say: (line: string) => void (answer += `${line}\n`),
    tell: (line: string) => void (told += `${line}\n`),
    show: undefined,
    askSecret: async () => input,
  }
  const code = await runCommand(args, { env: { SOJOURN_DATA: dataDir, ...env }, terminal, signal: new AbortController().signal })
  return { code, answer, told }
}

type Spawned = { input?: string; onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void }

/** The same in a process of its own, as an operator starts it who pipes its output. */
async function spawned(dataDir: string, args: readonly string[], { input = '', onOutput }: Spawned = {}) {
  const env = { PATH: process.env.PATH ?? '', SOJOURN_DATA: dataDir }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bin/sojourn.ts', ...args], { cwd: root, env })
  let [answer, told] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
    onOutput?.(told, (signal) => child.kill(signal))
  })
  child.stdin.end(input)
  const code = await new Promise<number | string | null>((resolve) => child.once('close', (exit, signal) => resolve(exit ?? signal)))
  return { code, answer, told }
}

const folder = tempFolder('command-line')
let markets = 0
const newMarket = () => path.join(folder, String(++markets))

async function inMarket<T>(dataDir: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(`sqlite:${path.join(dataDir, 'sojourn.db')}`)
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

test('help lists every command, and each tells how it is used', async () => {
  const market = newMarket()
  const all = await sojourn(market, [])
  assert.deepEqual([all.code, all.told], [0, ''])
  const names = [...all.answer.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map(([, name]) => name)
  assert.deepEqual(names.includes('doctor') && names.includes('import inside-airbnb') && names.length >= 11, true)
  const one = await sojourn(market, ['help', 'terms', 'set'])
  assert.match(one.answer, /sojourn terms set .*--guest-fee PERCENT/)
  assert.equal(one.code, 0)
})

const mistakes: [args: string, said: RegExp][] = [
  ['destroy everything', /no command 'destroy everything'/],
  ['import inside-airbnb', /Name one folder/],
  ['import inside-airbnb a b --currency EUR', /Name one folder/],
  ['import inside-airbnb a', /--currency is missing/],
  ['import inside-airbnb a --currency XXQ', /XXQ is no currency/],
  ['import inside-airbnb a --currancy EUR', /Unknown option '--currancy'\.\nUsage: sojourn import/],
  ['terms set --guest-fee 101', /101 is no share/],
  ['terms set --tax 1.505/night --tax-name x --tax-currency EUR', /1\.505\/night is no tax in EUR/],
  ['jobs retry', /Name jobs, or give --all/],
  ['jobs retry 12', /12 is no job's id/],
]

test('what is not understood is said so, with 2, and nothing happens', async () => {
  const market = newMarket()
  const outcomes = await Promise.all(mistakes.map(([args]) => sojourn(market, args.split(' '))))
  for (const [index, { code, told, answer }] of outcomes.entries()) {
    const [args, said] = mistakes[index] ?? ['', /./]
    assert.deepEqual([code, answer], [2, ''], args)
    assert.match(told, said)
  }
})

test('wrong settings are told before anything is done', async () => {
  const { code, told } = await sojourn(newMarket(), ['migrate'], { env: { SOJOURN_CURENCIES: 'EUR' } })
  assert.equal(code, 1)
  assert.match(told, /did you mean SOJOURN_CURRENCIES/)
})

test('an import says what it did, and lists what it left out with line and reason', async () => {
  const market = newMarket()
  const { code, answer, told } = await sojourn(market, [
    'import',
    'inside-airbnb',
    fixtureFolder('new-format'),
    '--currency',
    'EUR',
    '--publish',
  ])
  assert.equal(code, 0)
  assert.match(
    answer,
    /3 listings: 3 new, 0 changed, 0 as before\.\n2 listings shown from now on\.\n5 nights taken, 3 reviews \(3 new, 0 changed\)/,
  )
  assert.match(answer, /Left out:\n +2 {2}unknown_listing/)
  assert.match(told, /^Reading: .*Writing: 100 %\nDone in \d+ seconds?\.\n$/s)
  const list = /Each with its line, in (.*)/.exec(answer)?.[1] ?? ''
  const skipped = readFileSync(list, 'utf8').trim().split('\n')
  assert.deepEqual(JSON.parse(skipped[0] ?? ''), { file: 'listings.csv', line: 5, reason: 'unknown_room_type', detail: 'Tent' })
  assert.equal(skipped.length, 16)
  assert.equal(await inMarket(market, async (db) => (await importedState(db)).length), 3)

  const broken = await sojourn(market, ['import', 'inside-airbnb', root, '--currency', 'EUR'])
  assert.deepEqual([broken.code, broken.answer], [1, ''])
  assert.match(broken.told, /The folder has no listings\.csv\.gz/)
})

test('an import that is killed or interrupted goes on where it was, and ends as one that was not', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => String(100 + index))
  const dir = newFolder({
    listings: ids.map((id) => aListing(id)),
    calendar: ids.flatMap((id) => someNights(id, 'ttfftfffttftttt')),
    reviews: ids.map((id) => aReview(id, `${id}1`)),
  })
  const command = ['import', 'inside-airbnb', dir, '--currency', 'EUR']
  const [market, other] = [newMarket(), newMarket()]
  const cut = (share: number, signal: NodeJS.Signals) => {
    let sent = false
    const onOutput: Spawned['onOutput'] = (told, kill) => {
      if (!sent && told.includes(`Writing: ${share} %`)) kill(signal)
      sent ||= told.includes(`Writing: ${share} %`)
    }
    return spawned(market, command, { onOutput })
  }
  assert.equal((await cut(10, 'SIGKILL')).code, 'SIGKILL')
  const interrupted = await cut(30, 'SIGINT')
  assert.deepEqual([interrupted.code, interrupted.answer], [130, ''])
  assert.match(interrupted.told, /Stopped\. Give the same command again to go on\.\n$/)
  assert.equal((await cut(60, 'SIGKILL')).code, 'SIGKILL')
  const [resumed, undisturbed] = [await sojourn(market, command), await sojourn(other, command)]
  assert.deepEqual([resumed.code, undisturbed.code], [0, 0])
  assert.match(resumed.answer, /60 listings: 60 new.*went on where an earlier import had been stopped/s)
  assert.deepEqual(await inMarket(market, importedState), await inMarket(other, importedState))
})

test('an operator is made with a password from standard input, or a new one that is printed once', async () => {
  const market = newMarket()
  const create = (email: string, ...more: string[]) => ['admin', 'create', '--email', email, ...more]
  const made = await spawned(market, create('op@example.org'), { input: 'correct horse battery\n' })
  assert.deepEqual([made.code, made.answer], [0, ''])
  const again = await sojourn(market, create('OP@example.org'), { input: 'correct horse battery' })
  assert.match(again.told, /signed up with this address already/)
  const short = await sojourn(market, create('two@example.org'), { input: 'short' })
  assert.deepEqual([again.code, short.code], [1, 1])
  const generated = await sojourn(market, create('three@example.org', '--generate'))
  assert.match(generated.answer, /^[a-z2-9]{4}(-[a-z2-9]{4}){4}\n$/)
  const grant = await sojourn(market, ['admin', 'grant', '--email', 'nobody@example.org'])
  assert.equal(grant.code, 1)
  const operators = await inMarket(market, (db) => db.selectFrom('user_role').select('role').execute())
  assert.deepEqual(
    operators.map(({ role }) => role),
    ['operator', 'operator'],
  )
})

test('a claim link makes its opener the imported host, once', async () => {
  const market = newMarket()
  await sojourn(market, ['import', 'inside-airbnb', fixtureFolder('new-format'), '--currency', 'EUR'])
  await sojourn(market, ['admin', 'create', '--email', 'ines@example.org', '--generate'])
  const link = await sojourn(market, ['host-claim', 'inside-airbnb:4401'], { env: { SOJOURN_ORIGIN: 'http://localhost:4000' } })
  assert.equal(link.code, 0)
  const token = /^http:\/\/localhost:4000\/account\/claim\?token=(\S+)\n$/.exec(link.answer)?.[1] ?? ''
  await inMarket(market, async (db) => {
    const user = await findUserByEmail(db, 'ines@example.org')
    assert.ok(user)
    const claimed = await claimHost({ db, clock: systemClock }, { token, userId: user.id })
    assert.ok(claimed.ok)
    assert.equal((await findHost(db, claimed.value.hostId))?.name, 'Ines & Théo')
    assert.ok(!(await claimHost({ db, clock: systemClock }, { token, userId: user.id })).ok)
  })
  const late = await sojourn(market, ['host-claim', 'inside-airbnb:4401'])
  const unknown = await sojourn(market, ['host-claim', 'inside-airbnb:1'])
  assert.deepEqual([late.code, unknown.code], [1, 1])
  assert.match(late.told, /taken this host over already/)
})

test('fees and tax are set one by one, and shown', async () => {
  const market = newMarket()
  await sojourn(market, ['terms', 'set', '--guest-fee', '4', '--host-fee', '3.25'])
  const set = await sojourn(market, ['terms', 'set', '--tax', '1.50/adult-night', '--tax-name', 'Visitor tax', '--tax-currency', 'EUR'])
  const shown = await sojourn(market, ['terms', 'show'])
  assert.equal(set.answer, shown.answer)
  assert.equal(shown.answer, 'Guests pay a fee of 4 %.\nHosts pay a fee of 3.25 %.\nVisitor tax: EUR 1.50 for each adult and night.\n')
  const tax = { kind: 'per_guest_night', name: 'Visitor tax', minor: 150, currency: 'EUR', adultsOnly: true }
  assert.deepEqual(await inMarket(market, loadTerms), { guestFeeBp: 400, hostFeeBp: 325, tax })
})

test('the doctor finds what needs a person, and dead jobs run again when asked to', async () => {
  const market = newMarket()
  const migrated = await sojourn(market, ['migrate'])
  assert.match(migrated.answer, /0025-night-claim/)
  const well = await sojourn(market, ['doctor'], { env: { PORT: '1' } })
  assert.deepEqual([well.code, /ok {2}No job has failed for good/.test(well.answer)], [/not built/.test(well.answer) ? 1 : 0, true])
  await inMarket(market, async (db) => {
    const ended = { payload: '{}', state: 'dead', run_at: 1, attempts: 9, lease: null, lease_until: 0, created_at: 1, ended_at: 2 }
    const job = { ...ended, id: '0196c6d5-74c0-7ae1-a302-ce680df6392e', kind: 'mail.send', last_error: 'the server is gone' }
    await db
      .insertInto('job')
      .values(job as never)
      .execute()
  })
  const ill = await sojourn(market, ['doctor'], { env: { PORT: '1' } })
  assert.equal(ill.code, 1)
  assert.match(ill.answer, /!! {2}1 job failed for good/)
  assert.match((await sojourn(market, ['jobs', 'dead'])).answer, /0196c6d5-\S+ .* mail\.send, 9 attempts: the server is gone/)
  assert.match((await sojourn(market, ['jobs', 'retry', '--all'])).told, /1 job will run again/)
  assert.match((await sojourn(market, ['jobs', 'dead'])).told, /No job has failed for good/)
})

test('the demo is loaded into an empty market only, and only where it is allowed', async () => {
  const market = newMarket()
  const forbidden = await sojourn(market, ['demo', 'load'], { env: { SOJOURN_DEMO: 'off' } })
  assert.equal(forbidden.code, 1)
  assert.equal((await sojourn(market, ['demo', 'load'])).code, 0)
  assert.equal(await inMarket(market, async (db) => (await db.selectFrom('listing').select('id').execute()).length), demoHomes.length)
})

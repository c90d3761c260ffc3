import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loopbackOrigin, type Config } from '../../src/config.ts'
import { openDatabase, type Db } from '../../src/platform/db.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { isMigrated } from '../../src/platform/migrate.ts'
import { watchQueues } from '../../src/platform/queue-metrics.ts'
import { newMetrics } from '../../src/platform/telemetry.ts'
import { count, exitCodes, type Call, type Command, type ExitCode } from './command.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  usage: '',
  summary: 'check the settings, the data folder, the database, its queues and the running market',
  details: 'Changes nothing. Ends with 1 when something needs a person.',
  options: {},
  run: examine,
}

/** `well` is undefined for what is only worth knowing. */
type Finding = { well: boolean | undefined; text: string }

const good = (text: string): Finding => ({ well: true, text })
const bad = (text: string): Finding => ({ well: false, text })
const note = (text: string): Finding => ({ well: undefined, text })

async function examine({ config, terminal }: Call): Promise<ExitCode> {
  // The settings were checked before any command began.
  const market = await running(config)
  const findings = [good('The settings fit together.'), dataFolder(config), ...(await database(config, market)), ...outside(config), market]
  for (const { well, text } of findings) terminal.say(`${well === undefined ? '  ' : well ? 'ok' : '!!'}  ${text}`)
  return findings.some(({ well }) => well === false) ? exitCodes.failed : exitCodes.done
}

const freeBytesMin = 2 ** 30

function dataFolder({ dataDir }: Config): Finding {
  const probe = path.join(dataDir, `.doctor-${process.pid}`)
  try {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(probe, 'well?')
  } catch (error) {
    return bad(`The data folder ${dataDir} cannot be written to: ${String(error)}`)
  } finally {
    rmSync(probe, { force: true })
  }
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  const text = `The data folder ${path.resolve(dataDir)} can be written to and has ${(free / 2 ** 30).toFixed(1)} GiB free.`
  return free < freeBytesMin ? bad(text) : good(text)
}

async function database({ databaseUrl }: Config, market: Finding): Promise<Finding[]> {
  const db = openDatabase(databaseUrl)
  try {
    if (!(await isMigrated(db)))
      return [bad('The database lacks the newest migrations: sojourn migrate, or a start of the market, brings them.')]
    return [good('The database answers and is in its newest form.'), ...(await queues(db, market))]
  } catch (error) {
    return [bad(`The database does not answer: ${error instanceof Error ? error.message : String(error)}`)]
  } finally {
    await db.destroy()
  }
}

const lagSecondsMax = 60

/** The same numbers as on the metrics page. */
async function queues(db: Db, market: Finding): Promise<Finding[]> {
  const metrics = newMetrics({ process: false })
  watchQueues(metrics, { db, clock: systemClock })
  const values = (await metrics.registry.getMetricsAsJSON()).flatMap(({ name, values }) =>
    values.map(({ labels, value }) => ({ name: [name, ...Object.values(labels)].join(' '), value })),
  )
  const of = (name: string) => values.find((each) => each.name === name)?.value ?? 0
  const [ready, dead, lag] = [of('sojourn_jobs ready'), of('sojourn_jobs dead'), of('sojourn_outbox_lag_seconds')]
  return [
    note(`${count(ready, 'job')} waiting or running.`),
    dead > 0
      ? bad(`${count(dead, 'job')} failed for good: sojourn jobs dead shows them, sojourn jobs retry runs them again.`)
      : good('No job has failed for good.'),
    eventsFinding(lag, market),
  ]
}

/** Events wait for a running market: one that answers and leaves them waiting is ill. */
function eventsFinding(lagSeconds: number, market: Finding): Finding {
  if (lagSeconds <= lagSecondsMax) return good('Every event has been numbered for search and subscribers, or is about to be.')
  const text = `Events have waited for ${count(Math.round(lagSeconds), 'second')} to be numbered for search and subscribers.`
  return market.well === undefined ? note(`${text} A running market does that.`) : bad(text)
}

function outside({ mail, stripe, demo }: Config): Finding[] {
  return [
    note(mail.smtpUrl ? `Mail goes out from ${mail.from}.` : 'Mails land on the mailbox page.'),
    note(stripe ? 'Payments go to Stripe.' : demo.sandbox ? 'Payments go to the sandbox: no money moves.' : 'Payments are not set up.'),
    existsSync(new URL('../../build/handler.js', import.meta.url))
      ? good('The site is built.')
      : bad('The site is not built: npm start builds it.'),
  ]
}

const answerMsMax = 3_000

async function running({ origin, host, port }: Config): Promise<Finding> {
  const address = origin ?? loopbackOrigin(host, port)
  try {
    const reply = await fetch(`${address}/ready`, { signal: AbortSignal.timeout(answerMsMax) })
    return reply.ok ? good(`The market at ${address} is ready.`) : bad(`The market at ${address} is not ready: ${await reply.text()}`)
  } catch {
    return note(`No market answers at ${address}.`)
  }
}

/**
 * A whole market that runs until it is killed: node market-process.ts DATABASE_URL FOLDER PORT LATER_MS. Its clock is LATER_MS
 * ahead, as if it had been started that much later. It prints its address as soon as it answers there. Told a number on its
 * standard input, it kills itself before its so manieth use of the database from then on.
 */
import { createApp } from '../../src/app.ts'
import { parseConfig } from '../../src/config.ts'
import { later, systemClock } from '../../src/kernel/clock.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import { marketSecret, noLimits } from '../market.ts'
import { newCountingFence } from './counting-fence.ts'

const [databaseUrl = '', folder = '', port = '', laterMs = ''] = process.argv.slice(2)
const config = parseConfig({ DATABASE_URL: databaseUrl, SOJOURN_DATA: folder, PORT: port, SOJOURN_LOG_LEVEL: 'error' })
if (!config.ok) throw new Error(config.error.join('\n'))

const fence = newCountingFence(() => process.kill(process.pid, 'SIGKILL'))
const app = await createApp({
  fence,
  config: config.value,
  secret: marketSecret,
  clock: { now: () => later(systemClock.now(), Number(laterMs)) },
  // What fails because its process was killed is tried again: that is no error of the test.
  log: newLogger({ level: 'silent' }),
  limits: noLimits,
})
await app.start({ host: '127.0.0.1', port: Number(port) })
process.stdout.write(`${app.origin()}\n`)
// Whoever started it holds the other end of this pipe: it must not outlive them.
process.stdin.setEncoding('utf8')
process.stdin.on('end', () => process.exit()).on('data', (text: string) => fence.arm(Number(text)))

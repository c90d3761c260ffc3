import { systemClock } from '../../src/kernel/clock.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import { newSearch } from '../../src/search/search.ts'
import { newWatcher, type Expected } from './watch.ts'

/** A process of the same market that only searches: it is told what to expect, and tells when it was so. */
export type Follow = { number: number; expected: Expected } | 'end'
/** `at`: nanoseconds, see `Moment`, as text. */
export type Seen = { ready: true } | { number: number; at: string }

const [url = ''] = process.argv.slice(2)
const db = openDatabase(url)
const search = newSearch({ db, clock: systemClock }, { log: newLogger({ level: 'error' }) })
await search.start()
const watcher = newWatcher(search)
const tell = (seen: Seen) => process.send?.(seen)

process.on('message', (message: Follow) => {
  if (message === 'end') void end()
  else void watcher.see(message.expected).then((at) => tell({ number: message.number, at: String(at) }))
})
tell({ ready: true })

async function end(): Promise<void> {
  watcher.stop()
  await search.stop()
  await db.destroy()
  process.disconnect()
}

import { once } from 'node:events'
import { systemClock } from '../../src/kernel/clock.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import type { Query } from '../../src/search/query.ts'
import { newSearch } from '../../src/search/search.ts'
import { foundBy, type Found } from './subject.ts'

/** A process that starts search as the market does, says when it answers, and then answers what it is asked. */
export type Started = Readonly<{
  /** Since the process began, and since search did. */
  processMs: number
  startMs: number
}>
export type Answers = readonly Found[]

const [url = '', snapshot = ''] = process.argv.slice(2)
const db = openDatabase(url)
// What is only to be read is not written down again at the end.
const search = newSearch({ db, clock: systemClock }, { log: newLogger({ level: 'error' }), snapshot, snapshotFrom: Infinity })
const begunAt = performance.now()
await search.start()
const readyAt = performance.now()
process.send?.({ processMs: readyAt, startMs: readyAt - begunAt } satisfies Started)
const [queries] = (await once(process, 'message')) as [readonly Query[]]
const answers: Found[] = []
for (const query of queries) answers.push(await foundBy(search, query))
process.send?.(answers satisfies Answers)
await search.stop()
await db.destroy()
process.disconnect()

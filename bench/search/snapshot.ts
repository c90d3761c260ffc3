import { fork } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { openDatabase, write } from '../../src/platform/db.ts'
import { markAt } from '../../src/platform/follower.ts'
import { newSequencer } from '../../src/platform/sequencer.ts'
import { saveTerms } from '../../src/pricing/terms.ts'
import type { Question } from './questions.ts'
import type { Answers, Started } from './start.ts'
import { terms, type Subject } from './subject.ts'
import { timed } from './times.ts'

export type SnapshotReport = Started & Readonly<{ savedMs: number; bytes: number; asked: number; same: number }>

/** `file`: where the snapshot is to be. `url`: a migrated database without homes, whose outbox the snapshot is of. */
export type SnapshotOptions = Readonly<{ url: string; file: string; subject: Subject; questions: (index: number) => Question }>

const asked = 200

/** Writes the engine down, and has another process start from that: how long until it answers, and whether it answers the same. */
export async function timeSnapshot({ url, file, subject, questions }: SnapshotOptions): Promise<SnapshotReport> {
  const mark = await firstMark(url)
  const savedMs = await timed(() => subject.save(file, mark))
  const child = fork(new URL('start.ts', import.meta.url), [url, file])
  const [started] = (await once(child, 'message')) as [Started]
  const queries = Array.from({ length: asked }, (_, index) => questions(index).query)
  const answering = once(child, 'message')
  child.send(queries)
  const [theirs] = (await answering) as [Answers]
  let same = 0
  for (const [index, query] of queries.entries()) {
    if (JSON.stringify(await subject.search(query)) === JSON.stringify(theirs[index])) same++
  }
  return { ...started, savedMs, bytes: statSync(file).size, asked, same }
}

/** A snapshot is trusted if the event that it ends with is still there: here the one that tells of the market's terms. */
async function firstMark(url: string): Promise<unknown> {
  const db = openDatabase(url)
  const deps = { db, clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) }
  await write(db, (tx) => saveTerms(tx, deps, terms))
  // Something has happened since: a start that has nothing to follow is rare.
  await write(db, (tx) => saveTerms(tx, deps, terms))
  await newSequencer(deps, []).runOnce()
  const mark = await markAt(db, 1)
  await db.destroy()
  return mark
}

import { systemClock } from '../../src/kernel/clock.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import { newSearch } from '../../src/search/search.ts'
import { taking, type Homes } from './homes.ts'
import { rowsOf } from './home-rows.ts'
import { timed } from './times.ts'
import { writeToSqlite } from './write-homes.ts'

export type Rebuilt = Readonly<{ units: number; ms: number }>

/** Fills search from the SQLite database in `file`, each time that it has grown to the next of `sizes`, in units. */
export async function timeRebuild(file: string, homes: Homes, sizes: readonly number[]): Promise<Rebuilt[]> {
  const all = homes.all()
  const rebuilt: Rebuilt[] = []
  for (const size of sizes) {
    writeToSqlite(file, taking(all, size - (rebuilt.at(-1)?.units ?? 0)), rowsOf)
    rebuilt.push({ units: size, ms: await timeStart(file) })
  }
  return rebuilt
}

/** How long search takes from nothing until it answers. */
async function timeStart(file: string): Promise<number> {
  const db = openDatabase(`sqlite:${file}`)
  const search = newSearch({ db, clock: systemClock }, { log: newLogger({ level: 'error' }) })
  const ms = await timed(search.start)
  await search.stop()
  await db.destroy()
  return ms
}

import type { Clock } from '../kernel/clock.ts'
import type { Ids } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import type { Db } from './db.ts'

/** What every use case may ask for. It names the part it needs: `Pick<Deps, 'db' | 'clock'>`. */
export type Deps = { db: Db; clock: Clock; random: Random; ids: Ids }

/** What writing inside an open transaction needs. */
export type TxDeps = Pick<Deps, 'clock' | 'ids'>

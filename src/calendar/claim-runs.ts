import { addDays, daysBetween } from '../kernel/calendar-date.ts'
import type { UnitId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { pieces } from '../platform/pieces.ts'
import type { ClaimKind } from '../platform/tables.ts'
import type { NightRange } from './night-ranges.ts'
import { selectClaims, selectOutsideWants, type Claim } from './store.ts'
import { hostSource, isGuests } from './wanted-nights.ts'

/** Nights on end of one unit that one party has. `claimId` is a booking's id, an own booking's, or the source's name. */
export type ClaimRun = NightRange & Readonly<{ unitId: UnitId; claimId: string; kind: ClaimKind }>

/** Who has which nights of many units, as runs in order of unit and date. Only the nights of `range` count. */
export async function claimRunsOf(db: Db | Tx, unitIds: readonly UnitId[], range: NightRange): Promise<ClaimRun[]> {
  const runs: ClaimRun[] = []
  for (const some of pieces(unitIds)) runs.push(...runsOf(await selectClaims(db, some, range)))
  return runs
}

/** @param claims in order of unit and night */
export function runsOf(claims: readonly (Claim & { unitId: UnitId })[]): ClaimRun[] {
  const runs: { -readonly [Key in keyof ClaimRun]: ClaimRun[Key] }[] = []
  for (const { unitId, night, claimId, kind } of claims) {
    const last = runs.at(-1)
    const goesOn = last?.unitId === unitId && last.claimId === claimId && last.kind === kind && last.until === night
    if (goesOn) last.until = addDays(night, 1)
    else runs.push({ unitId, claimId, kind, from: night, until: addDays(night, 1) })
  }
  return runs
}

/** Nights that a guest has here and an outside source says are taken there: two parties may come to one door. */
export type Conflict = NightRange & Readonly<{ unitId: UnitId; claimId: string; source: string }>

/** The conflicts of many units within `range`, in order of unit and date. */
export async function conflictsOf(db: Db | Tx, unitIds: readonly UnitId[], range: NightRange): Promise<Conflict[]> {
  const conflicts: Conflict[] = []
  for (const some of pieces(unitIds)) {
    const wants = await selectOutsideWants(db, some, range, hostSource)
    const wanted = [...new Set(wants.map(({ unitId }) => unitId))]
    const guests = runsOf((await selectClaims(db, wanted, range)).filter(({ kind }) => isGuests(kind)))
    for (const run of guests) {
      for (const want of wants) {
        if (want.unitId !== run.unitId) continue
        const [from, until] = [want.from > run.from ? want.from : run.from, want.until < run.until ? want.until : run.until]
        if (from < until) conflicts.push({ unitId: run.unitId, claimId: run.claimId, source: want.source, from, until })
      }
    }
  }
  return conflicts
}

/** How many nights of `range` each kind of party has in these runs, all together. */
export function nightsByKind(runs: readonly ClaimRun[], range: NightRange): Readonly<Record<ClaimKind, number>> {
  const counts = { hold: 0, booking: 0, own: 0, block: 0, import: 0 }
  for (const { kind, from, until } of runs) {
    const [first, end] = [from > range.from ? from : range.from, until < range.until ? until : range.until]
    counts[kind] += Math.max(0, daysBetween(first, end))
  }
  return counts
}

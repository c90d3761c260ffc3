import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { UnitId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import { nightsOf, rangesOf, spanOf, type NightRange } from './night-ranges.ts'
import { deleteClaims, insertClaims, replaceWants, selectClaims, selectWants, type Claim, type Want } from './store.ts'

/** The name under which a listing's own people want nights for themselves. No outside source may have it. */
export const hostSource = 'host'

/** What a source got of the nights it wants. `conflicts` are those that a guest has: they stay the guest's, and the source's wish stays on file. */
export type WantsOutcome = { taken: number; freed: number; conflicts: CalendarDate[] }

/**
 * Sets what `source` wants of the unit, frees what it no longer wants and takes what is not anybody's. Nights that are
 * freed here go to whoever else wants them. The unit's calendar must have been bumped: nothing else keeps others out.
 */
export async function setWants(tx: Tx, unitId: UnitId, source: string, ranges: readonly NightRange[]): Promise<WantsOutcome> {
  const before = await selectWants(tx, unitId, { source })
  const span = spanOf([...before, ...ranges])
  if (!span) return { taken: 0, freed: 0, conflicts: [] }
  if (!sameRanges(before, ranges)) await replaceWants(tx, unitId, source, { before, after: ranges })
  const wanted = new Set(ranges.flatMap(nightsOf))
  const claims = await selectClaims(tx, [unitId], span)
  const vanished = claims.filter(({ claimId, night }) => claimId === source && !wanted.has(night)).map(({ night }) => night)
  for (const range of rangesOf(vanished)) await deleteClaims(tx, unitId, range, source)
  const gone = new Set(vanished)
  const had = claims.map(({ night }) => night).filter((night) => !gone.has(night))
  const takes = await takeUnclaimed(tx, unitId, span, new Set(had))
  const taken = takes.filter(({ claimId }) => claimId === source).length
  const passedOn = new Set(takes.map(({ night }) => night))
  const freed = vanished.filter((night) => !passedOn.has(night)).length
  const conflicts = claims.filter(({ night, kind }) => wanted.has(night) && isGuests(kind)).map(({ night }) => night)
  return { taken, freed, conflicts }
}

/** Takes every night of `range` that a source wants and nobody has. The unit's calendar must have been bumped. */
export async function takeWanted(tx: Tx, unitId: UnitId, range: NightRange): Promise<void> {
  const claims = await selectClaims(tx, [unitId], range)
  await takeUnclaimed(tx, unitId, range, new Set(claims.map(({ night }) => night)))
}

async function takeUnclaimed(tx: Tx, unitId: UnitId, range: NightRange, had: ReadonlySet<CalendarDate>): Promise<Claim[]> {
  const wants = await selectWants(tx, unitId, { range })
  const takes = wantedClaims(wants, range).filter(({ night }) => !had.has(night))
  await insertClaims(tx, unitId, takes)
  return takes
}

/** One claim a wanted night, ascending. Of several sources the host's own goes first, then the first by name: any one will do, but always the same. */
function wantedClaims(wants: readonly Want[], range: NightRange): Claim[] {
  const bySource = new Map<CalendarDate, Claim>()
  const hostFirst = wants.toSorted((a, b) => Number(b.source === hostSource) - Number(a.source === hostSource))
  for (const { source, from, until } of hostFirst) {
    const kind = source === hostSource ? 'block' : 'import'
    for (const night of nightsOf({ from: from > range.from ? from : range.from, until: until < range.until ? until : range.until })) {
      if (!bySource.has(night)) bySource.set(night, { night, claimId: source, kind })
    }
  }
  return [...bySource.values()].toSorted((a, b) => (a.night < b.night ? -1 : 1))
}

export const isGuests = (kind: Claim['kind']) => kind === 'hold' || kind === 'booking' || kind === 'own'

const sameRanges = (a: readonly NightRange[], b: readonly NightRange[]) =>
  a.length === b.length && a.every(({ from, until }, index) => from === b[index]?.from && until === b[index]?.until)

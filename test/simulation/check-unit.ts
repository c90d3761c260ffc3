import type { DatabaseSync } from 'node:sqlite'
import { dayMs } from '../../src/kernel/clock.ts'
import { must } from './violation.ts'

/** Nights longer ago are let be. */
const lookBackMs = 3 * dayMs
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

const nightsKnown = new Map<string, readonly string[]>()
const nightsKnownMax = 20_000

/** The same stays come again and again. */
export function nightsIn(from: string, until: string): readonly string[] {
  const key = from + until
  const known = nightsKnown.get(key)
  if (known) return known
  const found: string[] = []
  for (let day = Date.parse(from); day < Date.parse(until); day += dayMs) found.push(dateOf(day))
  if (nightsKnown.size >= nightsKnownMax) nightsKnown.clear()
  nightsKnown.set(key, found)
  return found
}

/** Nights that a booking of the market's has. */
export type Claimed = {
  owner: string
  kind: 'hold' | 'booking' | 'own'
  from: string
  until: string
  /** Save those. */ but?: readonly string[]
}

/** A unit's claims are what its bookings, its host and its outside sources want: no more, no less, one owner a night. */
export function checkUnit(database: DatabaseSync, unitId: string, { claimed, now }: { claimed: readonly Claimed[]; now: number }): void {
  const from = dateOf(now - lookBackMs)
  const expected = new Map<string, string>()
  const own = prepared(database, 'select id as owner, check_in, check_out from own_booking where unit_id = ? and check_out > ?').all(
    unitId,
    from,
  ) as {
    owner: string
    check_in: string
    check_out: string
  }[]
  const owns = own.map(({ owner, check_in, check_out }): Claimed => ({ owner, kind: 'own', from: check_in, until: check_out }))
  for (const { owner, kind, from: first, until, but } of [...claimed, ...owns]) {
    if (until <= from) continue
    for (const night of nightsIn(first < from ? from : first, until)) {
      if (but?.includes(night)) continue
      const other = expected.get(night)
      must('two owners', other === undefined, () => `the night ${night} of ${unitId} is sold to ${owner} and to ${other}`)
      expected.set(night, `${owner} ${kind}`)
    }
  }
  const wants = prepared(database, 'select source, from_night, until_night from imported_range where unit_id = ? and until_night > ?').all(
    unitId,
    from,
  ) as {
    source: string
    from_night: string
    until_night: string
  }[]
  const rank = (source: string) => (source === 'host' ? '' : source)
  for (const { source, from_night, until_night } of wants.toSorted((a, b) => (rank(a.source) < rank(b.source) ? -1 : 1))) {
    for (const night of nightsIn(from_night < from ? from : from_night, until_night)) {
      if (!expected.has(night)) expected.set(night, `want ${source === 'host' ? 'block' : 'import'}`)
    }
  }
  const claims = prepared(database, 'select night, claim_id, kind from night_claim where unit_id = ? and night >= ?').all(unitId, from) as {
    night: string
    claim_id: string
    kind: string
  }[]
  const seen = new Set<string>()
  for (const { night, claim_id, kind } of claims) {
    must('two owners', !seen.has(night), () => `the night ${night} of ${unitId} has two claims`)
    seen.add(night)
    const claim = kind === 'block' || kind === 'import' ? `want ${kind}` : `${claim_id} ${kind}`
    const want = expected.get(night)
    // Of several who want a night, whoever had it first keeps it.
    const same =
      want === claim ||
      (want?.startsWith('want ') === true &&
        claim.startsWith('want ') &&
        wants.some((each) => each.source === claim_id && each.from_night <= night && each.until_night > night))
    must('claims', same, () => `the night ${night} of ${unitId} is claimed by ${claim}, and it should be ${want ?? 'free'}`)
  }
  for (const [night, want] of expected)
    must('claims', seen.has(night), () => `the night ${night} of ${unitId} is free, and it should be ${want}`)
}

const statements = new WeakMap<DatabaseSync, Map<string, ReturnType<DatabaseSync['prepare']>>>()

function prepared(database: DatabaseSync, text: string) {
  const known = statements.get(database) ?? new Map<string, ReturnType<DatabaseSync['prepare']>>()
  statements.set(database, known)
  const statement = known.get(text) ?? database.prepare(text)
  known.set(text, statement)
  return statement
}

import { replaceImported } from '../../src/calendar/import-ranges.ts'
import type { NightRange } from '../../src/calendar/night-ranges.ts'
import { setNights } from '../../src/calendar/set-nights.ts'
import { setStayRule } from '../../src/calendar/set-stay-rule.ts'
import { addDays, dayNumber } from '../../src/kernel/calendar-date.ts'
import { inTransaction, write } from '../../src/platform/db.ts'
import { setPrices } from '../../src/pricing/set-prices.ts'
import type { Actors } from './actors.ts'
import { nightsIn } from './check-unit.ts'
import type { Spot } from './guests.ts'
import { must } from './violation.ts'

const sources = ['airport', 'booking-site', 'zimmer']

/** Hosts keep nights for themselves and let them again, change prices and rules, and read calendars from elsewhere. */
export function hostActs(actors: Actors) {
  const { scheduler, dice, outside, client, database, acted } = actors
  const claimed = database.prepare('select 1 from night_claim where unit_id = ? and night = ?')

  const rangeAt = ({ from }: Spot): NightRange => ({ from, until: addDays(from, 1 + dice.below(6)) })

  /** Of each night what was answered last, as long as nobody was saying something else of it at the time. */
  const said = new Map<string, { count: number; asking: number; kept: boolean }>()
  const about = (unitId: string, night: string) => {
    const key = `${unitId} ${night}`
    const known = said.get(key) ?? { count: 0, asking: 0, kept: false }
    said.set(key, known)
    return known
  }
  const doubt = (unitId: string, night: string) => {
    const known = about(unitId, night)
    known.count++
    known.kept = false
    return known
  }

  async function nights(spot: Spot, open: boolean): Promise<void> {
    acted(open ? 'unblock' : 'block')
    const range = rangeAt(spot)
    const { listingId, hostId, unitIds } = spot.home
    const asked = unitIds.flatMap((unitId) => nightsIn(range.from, range.until).map((night) => doubt(unitId, night)))
    const alone = asked.map((each) => (each.asking++ === 0 ? each.count : -1))
    const answer = await client.ask(({ deps }) => setNights(deps, { listingId, hostId, range, open }))
    for (const [index, each] of asked.entries()) {
      each.asking--
      if (answer?.ok && each.count === alone[index]) each.kept = !open
    }
  }

  /** What was answered holds: the nights that hosts keep are nobody else's to sell. */
  function checkKept(today: string): void {
    for (const [key, { kept }] of said) {
      const [unitId = '', night = ''] = key.split(' ')
      if (night < today) said.delete(key)
      else if (kept)
        must('acknowledged', claimed.get(unitId, night) !== undefined, () => `its host keeps ${night} of ${unitId}, and it is free`)
    }
  }

  async function prices({ home, from }: Spot): Promise<void> {
    acted('set prices')
    const plan = {
      ...home.plan,
      baseMinor: 8_000 + dice.below(5_000),
      weekendMinor: dice.chance(0.3) ? null : 11_000 + dice.below(5_000),
      extraGuestMinor: dice.below(2_000),
    }
    const fromDay = dayNumber(from)
    const overrides = dice.chance(0.5)
      ? undefined
      : [{ fromDay, untilDay: fromDay + 1 + dice.below(9), nightlyMinor: 15_000 + dice.below(9_999) }]
    await client.ask(({ deps }) => setPrices(deps, { listingId: home.listingId, hostId: home.hostId, plan, overrides }))
  }

  async function rule(spot: Spot): Promise<void> {
    acted('set stay rule')
    const { home } = spot
    const listing = { id: home.listingId, unitIds: home.unitIds }
    const nightsMin = dice.chance(0.4) ? null : 1 + dice.below(4)
    // Guests are booking there at this very moment.
    await scheduler.wait(outside, dice.below(150))
    await client.ask(({ deps }) => inTransaction(deps.db, (tx) => setStayRule(tx, deps, { listing, range: rangeAt(spot), nightsMin })))
  }

  async function importRanges(spot: Spot): Promise<void> {
    acted('import')
    const { home } = spot
    const unitId = dice.pick(home.unitIds)
    const source = dice.pick(sources)
    const ranges = Array.from({ length: dice.below(4) }, () => rangeAt({ home, from: addDays(spot.from, dice.below(20)) }))
    await client.ask(({ deps }) => write(deps.db, (tx) => replaceImported(tx, deps, { listingId: home.listingId, unitId, source, ranges })))
  }

  return { nights, prices, rule, importRanges, checkKept, doubt }
}

import type { DayNumber } from '../kernel/calendar-date.ts'
import type { Id, ListingId } from '../kernel/ids.ts'
import { findPoliciesBy } from '../listings/find-policies.ts'
import type { Deps } from '../platform/deps.ts'
import type { NumberedEvent } from '../platform/follower.ts'
import { loadTerms } from '../pricing/terms.ts'
import type { Cards } from './cards.ts'
import type { Engine } from './engine.ts'
import { publishedAfter, publishedAmong, takenAmong } from './store.ts'

/** Listings read together. */
const pageListings = 25

export type Loader = {
  /** Reads terms and all that is published, a page at a time; what happens meanwhile may be applied in between. */
  loadAll(): Promise<void>
  /** Takes a snapshot in place of reading; nights that have come since count as taken until `rollTo` reads them. @returns its mark; null: there is none to be trusted */
  loadSnapshot(file: string): Promise<unknown>
  /** Reads again what the events tell of. Harmless to repeat: what counts is what the database says then. */
  apply(events: readonly NumberedEvent[]): Promise<void>
  /** Moves the window of nights on once the day (in UTC) has changed, and reads the nights that enter it. */
  rollTo(today: DayNumber): Promise<void>
  /** Whatever is being read ends early. */
  stop(): void
}

/**
 * Fills `engine` from the database. What is read is put in before anything else is read, so that older never follows newer.
 * Cards are forgotten before that: whoever reads them again finds what was put in, or what came after it.
 */
export function newLoader(
  { db }: Pick<Deps, 'db'>,
  { engine, cards }: { engine: Engine; cards: Pick<Cards, 'forget' | 'forgetAll'> },
): Loader {
  const inTurn = newTurns()
  let stopped = false
  let rolledFrom = engine.window().from

  const page = (last: ListingId | null) =>
    inTurn(async () => {
      const { facts, last: next } = await publishedAfter(db, last, pageListings, engine.window())
      cards.forget(facts.map(({ id }) => id))
      for (const each of facts) engine.put(each)
      await engine.settled()
      return next
    })
  const readAgain = (ids: readonly ListingId[]) =>
    inTurn(async () => {
      const facts = await publishedAmong(db, ids, engine.window())
      cards.forget(ids)
      const there = new Set(facts.map(({ id }) => id))
      for (const id of ids) if (!there.has(id)) engine.remove(id)
      for (const each of facts) engine.put(each)
      await engine.settled()
    })
  const readNights = (ids: readonly ListingId[]) =>
    inTurn(async () => {
      for (const [id, units] of await takenAmong(db, ids, engine.window())) engine.putNights(id, units)
      await engine.settled()
    })
  const readTerms = () => inTurn(async () => engine.setTerms(await loadTerms(db)))
  const readPolicies = (ids: readonly Id<'policy'>[]) =>
    inTurn(async () => {
      const policies = await findPoliciesBy(db, ids)
      cards.forgetAll()
      for (const policy of policies.values()) engine.setPolicy(policy)
    })
  const loadAll = async () => {
    await readTerms()
    for (let last = await page(null); last !== null;) last = stopped ? null : await page(last)
  }

  return {
    loadAll,
    loadSnapshot: async (file) => {
      const mark = await engine.load(file)
      await readTerms()
      rolledFrom = engine.window().from
      return mark
    },
    apply: async (events) => {
      if (events.some(({ type }) => type === 'terms.changed')) await readTerms()
      const policies = events.flatMap(({ policyId }) => policyId ?? [])
      if (policies.length > 0) await readPolicies(policies)
      const [busy, changed] = [listingsOf(events.filter(isAboutNights)), listingsOf(events.filter((event) => !isAboutNights(event)))]
      await inParts([...changed], readAgain)
      await inParts([...busy.difference(changed)], readNights)
    },
    rollTo: async (today) => {
      // In turn: what was read of the old window is put before the new one begins.
      await inTurn(() => engine.rollTo(today))
      const { from } = engine.window()
      if (from === rolledFrom) return
      await loadAll()
      // Not before it is done: after a failure all of it is read again.
      rolledFrom = from
    },
    stop: () => {
      stopped = true
    },
  }
}

const listingsOf = (events: readonly NumberedEvent[]) => new Set(events.flatMap(({ listingId }) => listingId ?? []))

/** Of a listing's facts only the nights taken may have changed with these. */
const isAboutNights = ({ type }: NumberedEvent) =>
  type === 'calendar.changed' || type.startsWith('booking.') || type.startsWith('alteration.')

async function inParts(ids: readonly ListingId[], work: (some: readonly ListingId[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < ids.length; from += pageListings) await work(ids.slice(from, from + pageListings))
}

function newTurns() {
  let turn: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }
}

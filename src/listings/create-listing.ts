import { createHost, hostOf } from '../accounts/host.ts'
import { fromDayNumber } from '../kernel/calendar-date.ts'
import { dayMs } from '../kernel/clock.ts'
import type { HostId, ListingId, UserId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { isDuplicate } from '../platform/db-errors.ts'
import type { Deps } from '../platform/deps.ts'
import { openFacts, standIns, stillOpen } from './draft.ts'
import { isOffered } from './find-policies.ts'
import { parseStoredFacts, type ListingFacts, type ListingFactsError, type NewFacts } from './listing-facts.ts'
import { bedsOf } from './room.ts'
import { countListings } from './store.ts'
import { upsertListing } from './upsert-listing.ts'

/** More than any inn has kinds of rooms. */
export const hostListingsMax = 500

export type CreateListingError =
  | { code: 'email_unverified' }
  | { code: 'too_many_listings'; listingsMax: number }
  | { code: 'currency_not_settled'; currencies: readonly Currency[] }
  | ListingFactsError
  | { code: 'policy_not_offered' }

type Person = Readonly<{ userId: UserId; name: string; emailVerified: boolean }>
type Input = { person: Person; facts: NewFacts; unitNames: readonly string[]; currencies: readonly Currency[] }

/**
 * Somebody starts letting a place, and is a host from then on. It is a draft until nothing is missing and they publish it.
 * @param currencies those that the operator settles in; the first is used when none is named
 */
export async function createListing(
  deps: Deps,
  { person, facts, unitNames, currencies }: Input,
): Promise<Result<{ listingId: ListingId; hostId: HostId }, CreateListingError>> {
  if (!person.emailVerified) return err({ code: 'email_unverified' })
  const parsed = parseDraft(facts, currencies)
  if (!parsed.ok) return parsed
  const unsaid = stillOpen(openFacts, { ...facts, ...bedsOf(facts) })
  if (!currencies.includes(parsed.value.currency)) return err({ code: 'currency_not_settled', currencies })
  if (!(await isOffered(deps.db, parsed.value.policy))) return err({ code: 'policy_not_offered' })
  return inTransaction(deps.db, async (tx) => {
    const hostId = await hostFor(tx, deps, person)
    if ((await countListings(tx, hostId)).all >= hostListingsMax) return err({ code: 'too_many_listings', listingsMax: hostListingsMax })
    const { listingId } = await upsertListing(tx, deps, { hostId, source: null, facts: parsed.value, unsaid, unitNames })
    return ok({ listingId, hostId })
  })
}

/** What is said, and what stands in for the rest. */
function parseDraft({ near, ...said }: NewFacts, [usual]: readonly Currency[]): Result<ListingFacts, ListingFactsError> {
  const exact = said.exact ?? near
  if (!exact) return err({ code: 'bad_listing', field: 'exact', message: 'one of exact and near is needed' })
  const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return parseStoredFacts({ currency: usual, ...standIns, ...bedsOf(said), ...known, exact })
}

async function hostFor(tx: Tx, deps: Deps, { userId, name }: Person): Promise<HostId> {
  const known = await hostOf(tx, userId)
  if (known) return known.id
  try {
    return await createHost(tx, deps, { userId, name, since: fromDayNumber(Math.floor(deps.clock.now() / dayMs)) })
  } catch (error) {
    // Another request of theirs has just made them one.
    const made = isDuplicate(error) ? await hostOf(tx, userId) : undefined
    if (!made) throw error
    return made.id
  }
}

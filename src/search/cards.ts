import type { ListingId } from '../kernel/ids.ts'
import type { AgreedPolicy } from '../listings/cancellation-policy.ts'
import type { Deps } from '../platform/deps.ts'
import { cardsOf } from './card-store.ts'
import { newFreeUntil, type FreeUntil } from './free-until.ts'
import { newKept, type Kept } from './kept.ts'
import { presentCard, type ShownCard } from './present-card.ts'

/**
 * What lists show of published listings. Words and pictures are read once and kept: reading them for each page costs more
 * than all the rest of a search. Whoever puts newer facts into the index forgets them first, so that no card is older than
 * what search knows of its listing.
 */
export type Cards = Kept<ListingId, ShownCard> & { freeUntil: FreeUntil }

/** About 1.5 kB each. */
const cardsMax = 60_000

export function newCards({ db }: Pick<Deps, 'db'>): Cards {
  const one = newSharing()
  const cards = newKept(async (ids: readonly ListingId[]) => {
    const read = await cardsOf(db, ids)
    return new Map([...read].map(([id, card]) => [id, presentCard({ ...card, policy: one(card.policy) })] as const))
  }, cardsMax)
  return { ...cards, freeUntil: newFreeUntil() }
}

/** More than an operator offers; others are not shared. */
const policiesMax = 1_000

/** Policies that say the same as one: there are few, and each card comes with its own. */
function newSharing(): (policy: AgreedPolicy) => AgreedPolicy {
  const shared = new Map<string, AgreedPolicy>()
  return (policy) => {
    const text = JSON.stringify(policy)
    const same = shared.get(text) ?? policy
    if (shared.size < policiesMax) shared.set(text, same)
    return same
  }
}

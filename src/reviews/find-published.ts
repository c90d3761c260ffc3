import { findHosts } from '../accounts/host.ts'
import type { UserId } from '../kernel/ids.ts'
import { toIso } from '../kernel/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Rating } from './review.ts'
import { selectReviewsOfGuest, sumStarsOfGuest } from './stay-review-store.ts'

export type SaidByHost = Readonly<{
  id: string
  hostId: string
  author: string
  portrait: string | null
  body: string
  rating: number
  postedOn: string
}>

/** What hosts said of a guest, newest first, and what their stars come to: what is published, and nothing else. */
export async function saidOfGuest(db: Db, guestId: UserId, limit: number): Promise<{ rating: Rating; said: SaidByHost[] }> {
  const { count, stars } = await sumStarsOfGuest(db, guestId)
  const found = await selectReviewsOfGuest(db, guestId, limit)
  const hosts = await findHosts(
    db,
    found.map(({ review }) => review.hostId),
  )
  return {
    rating: { average: count === 0 ? null : Math.round((stars * 100) / count) / 100, count },
    said: found.map(({ review: { id, hostId, body, rating }, publishedAt }) => {
      const { name = '', portrait = null } = hosts.get(hostId) ?? {}
      return { id, hostId, author: name, portrait, body, rating, postedOn: toIso(publishedAt).slice(0, 10) }
    }),
  }
}

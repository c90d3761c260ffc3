import { dayMs, type Instant } from '../../kernel/clock.ts'
import type { ListingId } from '../../kernel/ids.ts'
import { distanceKm, reachKm } from '../geography.ts'
import { rankOf, type Edge } from '../order.ts'
import type { Query } from '../query.ts'
import { hasBit } from './bits.ts'
import { textOf } from './codes.ts'
import type { Found } from './found.ts'
import { blockOf, rowOf } from './id-table.ts'
import { idAt, idText, idWords, type IdWords } from './ids.ts'
import { nthOf } from './select.ts'
import type { Index } from './shared-index.ts'

/** `items` are places in what was found, in order. */
export type Page = Readonly<{ items: readonly number[]; next: Edge | null; previous: Edge | null; number: number; count: number }>

/** Two numbers for each home that was found, the smaller first. */
type Ranks = Readonly<{ first: Float64Array; second: Float64Array }>

type Ranked = Readonly<{ index: Index; found: Found; query: Query; now: Instant; reference: number | null }>

/** What a night costs usually: the lower median of what is on offer, a stay's total by its nights; null when nothing is. */
export function referenceOf({ count, totals, nights }: Found): number | null {
  const nightly = new Float64Array(count)
  let offers = 0
  for (let i = 0; i < count; i++) {
    const total = totals[i] ?? NaN
    if (total > 0) nightly[offers++] = total / (nights[i] ?? 1)
  }
  return offers === 0 ? null : nthOf(nightly, offers, (offers - 1) >> 1)
}

/**
 * The page that `edge` begins or ends, in order of rank. An edge is a place between two listings, so that what comes or goes
 * elsewhere neither repeats nor hides one. Numbers count in whole pages from there, both ways.
 */
export function pageOf(ranked: Ranked, edge: Edge | null): Page {
  const { found, query, index } = ranked
  const ranks = ranksOf(ranked)
  const before = newOrder(index, found, ranks)
  const backwards = edge?.side === 'before'
  const isBeforeEdge = edge && newEdgeOrder(index, found, ranks, edge)
  const best: number[] = []
  let side = 0
  for (let i = 0; i < found.count; i++) {
    if (isBeforeEdge && isBeforeEdge(i) !== backwards) continue
    side++
    keepFirst(best, i, query.limit, backwards ? (a, b) => before(b, a) : before)
  }
  const items = backwards ? best.toReversed() : best
  const skipped = backwards ? side - items.length : found.count - side
  const left = found.count - skipped
  const pagesBefore = Math.ceil(skipped / query.limit)
  const edgeAt = (item: number | undefined, where: Edge['side']): Edge | null =>
    item === undefined ? edge && { ...edge, side: where } : edgeOf(index, found, ranks, { item, side: where })
  return {
    items,
    next: items.length > 0 && left > items.length ? edgeAt(items.at(-1), 'after') : null,
    previous: skipped > 0 ? edgeAt(items.at(0), 'before') : null,
    number: pagesBefore + 1,
    count: pagesBefore + Math.max(1, Math.ceil(left / query.limit)),
  }
}

function ranksOf({ index, found, query: { sort, centre, box, when }, now, reference }: Ranked): Ranks {
  const today = Math.floor(now / dayMs)
  const [first, second] = [new Float64Array(found.count), new Float64Array(found.count)]
  const reach = box ? reachKm(box) : 0
  const point = { lat: 0, lng: 0 }
  for (let i = 0; i < found.count; i++) {
    const block = index.blocks[blockOf(found.places[i] ?? 0)]
    if (!block) continue
    const row = rowOf(found.places[i] ?? 0)
    const { columns: c } = block
    const [total, reviewedOn] = [found.totals[i] ?? NaN, c.reviewedOn[row] ?? 0]
    point.lat = c.lat[row] ?? 0
    point.lng = c.lng[row] ?? 0
    const rank = rankOf(sort, {
      rating: c.rating[row] ?? 0,
      reviewCount: c.reviewCount[row] ?? 0,
      reviewAge: reviewedOn === 0 ? null : today - reviewedOn,
      instantBook: hasBit(block.instantBook, row),
      km: centre && distanceKm(centre, point),
      reachKm: reach,
      waitDays: when ? 0 : Math.max(0, (found.checkIns[i] ?? 0) - today),
      total: Number.isNaN(total) ? null : total,
      nights: found.nights[i] ?? 0,
      reference,
      currency: textOf(index.codes.currency, found.currencies[i]),
    })
    first[i] = rank[0]
    second[i] = rank[1]
  }
  return { first, second }
}

const wordsAt = ({ blocks }: Index, place: number): IdWords => {
  const ids = blocks[blockOf(place)]?.ids
  return ids ? idAt(ids, rowOf(place)) : [0, 0, 0, 0]
}

function isLess(a: IdWords, b: IdWords): boolean {
  for (let i = 0; i < 4; i++) if (a[i] !== b[i]) return (a[i] ?? 0) < (b[i] ?? 0)
  return false
}

/** Whether one comes before another: by rank, then by id, since no two have the same. */
function newOrder(index: Index, { places }: Found, { first, second }: Ranks): (a: number, b: number) => boolean {
  return (a, b) => {
    if (first[a] !== first[b]) return (first[a] ?? 0) < (first[b] ?? 0)
    if (second[a] !== second[b]) return (second[a] ?? 0) < (second[b] ?? 0)
    return isLess(wordsAt(index, places[a] ?? 0), wordsAt(index, places[b] ?? 0))
  }
}

/** Whether one lies before an edge; who is at it is on its near side: before 'after', after 'before'. */
function newEdgeOrder(index: Index, { places }: Found, { first, second }: Ranks, { rank, id, side }: Edge): (item: number) => boolean {
  const words = idWords(id)
  return (item) => {
    const [a, b] = [first[item] ?? 0, second[item] ?? 0]
    if (a !== rank[0]) return a < rank[0]
    if (b !== rank[1]) return b < rank[1]
    const mine = wordsAt(index, places[item] ?? 0)
    return isLess(mine, words) || (side === 'after' && !isLess(words, mine))
  }
}

function edgeOf(index: Index, { places }: Found, { first, second }: Ranks, { item, side }: { item: number; side: Edge['side'] }): Edge {
  return { side, rank: [first[item] ?? 0, second[item] ?? 0], id: idText(wordsAt(index, places[item] ?? 0)) satisfies ListingId }
}

/** Keeps the `count` that come first, in order, without sorting the rest. */
function keepFirst(best: number[], item: number, count: number, comesBefore: (a: number, b: number) => boolean): void {
  const worst = best[count - 1]
  if (worst !== undefined && !comesBefore(item, worst)) return
  let [low, high] = [0, best.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = best[middle]
    if (other !== undefined && comesBefore(item, other)) high = middle
    else low = middle + 1
  }
  best.splice(low, 0, item)
  if (best.length > count) best.pop()
}

import { wholeWorld, type Box } from '../geography.ts'
import type { Query } from '../query.ts'
import { used, type Block } from './block.ts'
import { newFilter, type Filter } from './filter.ts'
import { Found } from './found.ts'
import type { Hours } from './hours.ts'
import { placeOf } from './id-table.ts'
import { lookFor, lookForNearest, type Look, type Offer } from './offers.ts'
import type { Index } from './shared-index.ts'

/** An index at a moment: while it is looked at nobody changes it. */
export type Moment = Readonly<{ index: Index; hours: Hours }>
export type Question = Moment & Readonly<{ query: Query }>

/** Everything that suits in all but price, with what each home offers. */
export function find(question: Question): Found {
  const found = new Found()
  const filter = newFilter(question.query, question.index.codes)
  const add = newLook(question)
  eachBlock(question.index, question.query.box ?? wholeWorld, (number, block, inside) => {
    eachCandidate(block, filter, (row) => {
      if ((inside === null || inside(block, row)) && filter.missed(block, row) === 0) add(found, number, block, row)
    })
  })
  return found
}

/** Adds a home to `found` when it has something to offer, or when nothing need be: without dates such a home is found too. */
export type Add = (found: Found, number: number, block: Block, row: number) => void

export function newLook({ index, hours, query }: Moment & Readonly<{ query: Pick<Query, 'when' | 'guests' | 'freeCancellation'> }>): Add {
  const offer: Offer = { checkIn: 0, nights: 0, total: 0 }
  const asked = { index, query, hours }
  const look: Look = query.when ? lookFor(query.when, asked, offer) : lookForNearest(asked, offer)
  const orNothing = !query.when && !query.freeCancellation
  return (found, number, block, row) => {
    const offers = look(block, row)
    if (offers || orNothing) found.add(placeOf(number, row), block.columns.currency[row] ?? 0, offers ? offer : null)
  }
}

/** Rows that pass what has a bit a row. */
export function eachCandidate(block: Block, filter: Pick<Filter, 'candidates'>, use: (row: number) => void): void {
  const words = ((block.ends[used.rows] ?? 0) + 31) >>> 5
  for (let word = 0; word < words; word++) {
    for (let rows = filter.candidates(block, word); rows !== 0; rows &= rows - 1) use(word * 32 + 31 - Math.clz32(rows & -rows))
  }
}

type Inside = (block: Block, row: number) => boolean

/** Blocks that a box touches. @param use gets null in place of a test where the block lies in the box as a whole */
export function eachBlock({ blocks, bounds }: Index, box: Box, use: (number: number, block: Block, inside: Inside | null) => void): void {
  const [west, south, east, north] = box
  const across = west > east
  const inside: Inside = ({ columns }, row) => {
    const lat = columns.lat[row] ?? 0
    const lng = columns.lng[row] ?? 0
    return lat >= south && lat <= north && (across ? lng >= west || lng <= east : lng >= west && lng <= east)
  }
  for (let number = 0; number < blocks.length; number++) {
    const at = number * 4
    const [left, low, right, high] = [bounds[at] ?? NaN, bounds[at + 1] ?? NaN, bounds[at + 2] ?? NaN, bounds[at + 3] ?? NaN]
    // What is not there is neither less nor more than anything.
    const touches = low <= north && high >= south && (across ? right >= west || left <= east : left <= east && right >= west)
    const block = touches ? blocks[number] : undefined
    if (!block) continue
    const whole = low >= south && high <= north && (across ? left >= west || right <= east : left >= west && right <= east)
    use(number, block, whole ? null : inside)
  }
}

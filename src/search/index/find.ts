import { wholeWorld, type Box } from '../geography.ts'
import type { Query } from '../query.ts'
import type { Block } from './block.ts'
import { Found } from './found.ts'
import type { Hours } from './hours.ts'
import { placeOf } from './id-table.ts'
import { lookFor, lookForNearest, type Look, type Offer } from './offers.ts'
import type { Index } from './shared-index.ts'
import { newSieve } from './sieve.ts'

/** An index at a moment: while it is looked at nobody changes it. */
export type Moment = Readonly<{ index: Index; hours: Hours }>
export type Question = Moment & Readonly<{ query: Query }>

/** Everything that suits in all but price, with what each home offers. */
export function find(question: Question): Found {
  const found = new Found()
  const { index, query } = question
  const box = query.box ?? wholeWorld
  const sieve = newSieve(box, query, index.codes)
  const add = newLook(question)
  eachBlock(index, box, (number, block, whole) => {
    const count = sieve.pass(block, whole)
    for (let i = 0; i < count; i++) add(found, number, block, sieve.rows[i] ?? 0)
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

/** Blocks that a box touches. @param use is told whether the block lies in the box as a whole */
export function eachBlock({ blocks, bounds }: Index, box: Box, use: (number: number, block: Block, whole: boolean) => void): void {
  const [west, south, east, north] = box
  const across = west > east
  for (let number = 0; number < blocks.length; number++) {
    const at = number * 4
    const [left, low, right, high] = [bounds[at] ?? NaN, bounds[at + 1] ?? NaN, bounds[at + 2] ?? NaN, bounds[at + 3] ?? NaN]
    // What is not there is neither less nor more than anything.
    const touches = low <= north && high >= south && (across ? right >= west || left <= east : left <= east && right >= west)
    const block = touches ? blocks[number] : undefined
    if (!block) continue
    const whole = low >= south && high <= north && (across ? left >= west || right <= east : left >= west && right <= east)
    use(number, block, whole)
  }
}

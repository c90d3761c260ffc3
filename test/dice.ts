import { seededRandom } from '../src/kernel/random.ts'

/** Choices for made-up worlds: the same seed makes the same ones. */
export type Dice = { below(below: number): number; share(): number; chance(share: number): boolean; pick<T>(from: readonly T[]): T }

export function newDice(seed: number): Dice {
  const random = seededRandom(seed)
  const share = () => random.below(2 ** 30) / 2 ** 30
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error('nothing to pick from')
    return from[random.below(from.length)] as T
  }
  return { below: random.below, share, chance: (likely) => share() < likely, pick }
}

import type { Dice } from '../dice.ts'

/** How likely each fault is, each time that it could happen. */
const shares = {
  statement: 1 / 4_000,
  busy: 1 / 120,
  busyAtCommit: 1 / 250,
  lostCommit: 1 / 400,
  unansweredCommit: 1 / 400,
  crash: 1 / 2_500,
  providerBefore: 1 / 25,
  providerAfter: 1 / 20,
  providerSlow: 1 / 15,
  webhookLost: 1 / 12,
  webhookTwice: 1 / 6,
  webhookLate: 1 / 8,
} as const

export type Fault = keyof typeof shares

export type Faults = {
  hits(fault: Fault): boolean
  /** Nothing fails while it is calm. */
  calm: boolean
  readonly counts: Record<Fault, number>
}

export function newFaults(dice: Dice): Faults {
  const counts: Record<Fault, number> = {
    statement: 0,
    busy: 0,
    busyAtCommit: 0,
    lostCommit: 0,
    unansweredCommit: 0,
    crash: 0,
    providerBefore: 0,
    providerAfter: 0,
    providerSlow: 0,
    webhookLost: 0,
    webhookTwice: 0,
    webhookLate: 0,
  }
  const faults: Faults = {
    calm: true,
    counts,
    hits: (fault) => {
      if (faults.calm || !dice.chance(shares[fault])) return false
      counts[fault]++
      return true
    },
  }
  return faults
}

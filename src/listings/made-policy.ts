import type { Instant } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { stayNightsMax } from '../kernel/stay.ts'
import type { CancellationPolicy, Keeps, Notice, PolicyId } from './cancellation-policy.ts'

/** A policy that the operator made, for hosts to choose beside the presets. */
export type MadePolicy = CancellationPolicy &
  Readonly<{
    id: PolicyId
    name: string
    /** Whether hosts may choose it. Those who have chosen it keep it all the same. */
    offered: boolean
    createdAt: Instant
    changedAt: Instant
    version: number
  }>

export const policyNameMax = 60
export const policyTiersMax = 6
export const policiesMax = 50
export const noticeDaysMax = 365
export const nightsKeptMax = stayNightsMax

/** Names that differ in letter case alone are one name. */
export const policyNameKey = (name: string) => name.toLowerCase()

export type PolicyFault =
  /** A tier's notice is not shorter than that of the tier before. */
  | 'notice_not_shorter'
  /** Something would come back later that did not come back before: whoever waits would gain. */
  | 'keeps_less_later'

export type BadPolicy = {
  code: 'bad_policy'
  fault: PolicyFault
  /** Counted from 0; the one after the last tier is `late`. */ tier: number
}

/** Tiers go from the longest notice to the shortest, and the host never keeps less by a later call. */
export function checkPolicy({ tiers, late }: CancellationPolicy): Result<undefined, BadPolicy> {
  for (const [index, tier] of tiers.entries()) {
    const next = tiers[index + 1]
    if (next && hoursOf(next) >= hoursOf(tier)) return err({ code: 'bad_policy', fault: 'notice_not_shorter', tier: index + 1 })
    if (!keepsAsMuch(next?.keeps ?? late, tier.keeps)) return err({ code: 'bad_policy', fault: 'keeps_less_later', tier: index + 1 })
  }
  return ok()
}

const hoursOf = ({ daysBefore, hoursBefore = 0 }: Notice) => daysBefore * 24 + hoursBefore

/** Whatever the stay: some nights and a share are only comparable part by part, and all is all. */
const keepsAsMuch = (later: Keeps, before: Keeps) =>
  later.restPercent === 100 || (later.restPercent >= before.restPercent && later.nightsBeyondSlept >= before.nightsBeyondSlept)

import { z } from 'zod'
import { instantWire } from '../platform/wire.ts'
import { nightsKeptMax, noticeDaysMax, policyNameMax, policyTiersMax } from './made-policy.ts'

const keepsWire = z
  .object({
    nightsBeyondSlept: z.int().min(0).max(nightsKeptMax).meta({ description: 'So many nights after those slept, in full' }),
    restPercent: z.int().min(0).max(100).meta({ description: 'And so much of all later nights, at their discounted price' }),
  })
  .meta({ id: 'HostKeeps', description: 'What the host keeps of the nights, besides those slept' })

const tierWire = z
  .object({
    daysBefore: z.int().min(0).max(noticeDaysMax),
    hoursBefore: z.int().min(0).max(23).default(0),
    keeps: keepsWire,
  })
  .meta({
    id: 'PolicyTier',
    description: "Holds up to and including the moment so long before arrival, by the calendar and the clock on the place's wall",
  })

const tiersWire = z.array(tierWire).max(policyTiersMax).meta({ description: 'From the longest notice to the shortest' })
const nameWire = z.string().trim().min(1).max(policyNameMax)

export const policyWire = z
  .object({
    id: z.string().meta({ description: "What a listing's `policy` says: a preset's code, or the id of one that the operator made" }),
    name: z.string().nullable().meta({ description: 'Null: a preset, which clients name by its id' }),
    tiers: tiersWire,
    late: keepsWire.meta({ description: 'After the last tier' }),
  })
  .meta({ id: 'Policy' })
export const policiesWire = z.object({ items: z.array(policyWire) }).meta({ id: 'Policies' })

export const madePolicyWire = policyWire
  .extend({
    name: z.string(),
    offered: z.boolean().meta({ description: 'Whether hosts may choose it; listings that have it keep it all the same' }),
    createdAt: instantWire,
    changedAt: instantWire,
    version: z.int(),
  })
  .meta({ id: 'MadePolicy' })
export const madePoliciesWire = z.object({ items: z.array(madePolicyWire) }).meta({ id: 'MadePolicies' })

export const newPolicyWire = z.object({ name: nameWire, tiers: tiersWire, late: keepsWire })
export const policyChangeWire = z.object({
  version: z.int().min(1).meta({ description: 'The one you saw: when somebody has changed the policy since, 409' }),
  name: nameWire.optional(),
  tiers: tiersWire.optional(),
  late: keepsWire.optional(),
  offered: z.boolean().optional(),
})

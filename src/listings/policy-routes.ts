import { z } from 'zod'
import { toIso } from '../kernel/clock.ts'
import type { Deps } from '../platform/deps.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import { cancellationPolicies, isPolicyCode, type CancellationPolicy } from './cancellation-policy.ts'
import { changePolicy, type ChangePolicyError } from './change-policies.ts'
import type { MadePolicy } from './made-policy.ts'
import { makePolicy, type MakePolicyError } from './make-policies.ts'
import { selectMadePolicies } from './policy-store.ts'
import { madePoliciesWire, madePolicyWire, newPolicyWire, policiesWire, policyChangeWire } from './policy-wire.ts'

const badPolicy = { bad_policy: 422, policy_name_taken: 409 } as const
const makeStatus = { ...badPolicy, too_many_policies: 409 } as const satisfies StatusOf<MakePolicyError>
const changeStatus = { ...badPolicy, policy_not_found: 404, policy_changed: 409 } as const satisfies StatusOf<ChangePolicyError>
const tags = ['policies']

/** Cancellation policies: what hosts may choose, and what the operator makes. */
export async function policyRoutes(app: App, deps: Deps): Promise<void> {
  app.route({
    method: 'GET',
    url: '/policies',
    config: { access: 'public' },
    schema: {
      operationId: 'listPolicies',
      tags,
      summary: 'The cancellation policies that a host may choose: presets first',
      response: { 200: policiesWire },
    },
    handler: async () => {
      const made = await selectMadePolicies(deps.db)
      const presets = Object.keys(cancellationPolicies).filter((code) => isPolicyCode(code))
      return {
        items: [
          ...presets.map((code) => ({ id: code, name: null, ...presentTerms(cancellationPolicies[code]) })),
          ...made.filter(({ offered }) => offered).map((policy) => ({ id: policy.id, name: policy.name, ...presentTerms(policy) })),
        ],
      }
    },
  })
  operatorRoutes(app, deps)
}

function operatorRoutes(app: App, deps: Deps): void {
  app.route({
    method: 'GET',
    url: '/operator/policies',
    config: { access: 'operator' },
    schema: {
      operationId: 'listMadePolicies',
      tags,
      summary: 'The policies that the operator has made',
      response: { 200: madePoliciesWire },
    },
    handler: async () => ({ items: (await selectMadePolicies(deps.db)).map(present) }),
  })

  app.route({
    method: 'POST',
    url: '/operator/policies',
    config: { access: 'operator' },
    schema: {
      operationId: 'makePolicy',
      tags,
      summary: 'Make a policy that hosts may choose',
      body: newPolicyWire,
      response: { 201: madePolicyWire },
    },
    handler: async (request, reply) => present(answer(reply, await makePolicy(deps, request.body), makeStatus, 201)),
  })

  app.route({
    method: 'PATCH',
    url: '/operator/policies/:id',
    config: { access: 'operator' },
    schema: {
      operationId: 'changePolicy',
      tags,
      summary: 'Change a policy for later bookings, or take it off what hosts may choose',
      params: z.object({ id: idWire<'policy'>() }),
      body: policyChangeWire,
      response: { 200: madePolicyWire },
    },
    handler: async (request, reply) =>
      present(answer(reply, await changePolicy(deps, { id: request.params.id, ...request.body }), changeStatus)),
  })
}

const present = ({ createdAt, changedAt, ...policy }: MadePolicy) => ({
  ...policy,
  ...presentTerms(policy),
  createdAt: toIso(createdAt),
  changedAt: toIso(changedAt),
})

const presentTerms = ({ tiers, late }: CancellationPolicy) => ({
  tiers: tiers.map(({ daysBefore, hoursBefore = 0, keeps }) => ({ daysBefore, hoursBefore, keeps })),
  late,
})

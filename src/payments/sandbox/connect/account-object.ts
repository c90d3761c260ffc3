import type { Stripe } from 'stripe'
import { toIso } from '../../../kernel/clock.ts'
import type { AccountRecord, LinkRecord } from './records.ts'

/** What a host is asked before any money can go to them, in Stripe's words. */
export const firstRequirements = [
  'identity.individual.given_name',
  'identity.individual.surname',
  'identity.individual.date_of_birth',
  'identity.individual.address.line1',
  'identity.attestations.terms_of_service.account',
  'defaults.payout_methods',
] as const
/** What it asks for later, of some. */
export const laterRequirement = 'identity.individual.documents.primary_verification'

const statusDetails = {
  active: [],
  pending: [{ code: 'requirements_pending_verification', resolution: 'no_resolution' }],
  restricted: [{ code: 'requirements_past_due', resolution: 'provide_info' }],
} as const

/** An account as the second version of Stripe's API writes it, with all that may be included. */
export function accountObject(record: AccountRecord) {
  const { transfers, requirements } = record
  return {
    id: record.id,
    object: 'v2.core.account',
    applied_configurations: ['recipient'],
    closed: false,
    configuration: {
      recipient: {
        applied: true,
        capabilities: { stripe_balance: { stripe_transfers: { status: transfers, status_details: [...statusDetails[transfers]] } } },
      },
    },
    ...(record.email === null ? {} : { contact_email: record.email }),
    created: toIso(record.createdAt),
    dashboard: 'express',
    defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application', requirements_collector: 'stripe' } },
    display_name: record.name,
    identity: { country: record.country },
    livemode: false,
    metadata: { ...record.metadata },
    requirements: {
      entries: requirements.map(({ description, isPastDue }) => ({
        awaiting_action_from: transfers === 'pending' ? 'stripe' : 'user',
        description,
        errors: [],
        impact: {},
        minimum_deadline: { status: isPastDue ? 'past_due' : 'currently_due' },
        requested_reasons: [],
      })),
    },
  } satisfies Stripe.V2.Core.Account
}

export const linkObject = (record: LinkRecord, url: string) =>
  ({
    object: 'v2.core.account_link',
    account: record.accountId,
    created: toIso(record.createdAt),
    expires_at: toIso(record.expiresAt),
    livemode: false,
    url,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { refresh_url: record.refreshUrl, return_url: record.returnUrl },
    },
  }) satisfies Stripe.V2.Core.AccountLink

import { z } from 'zod'
import { later, minuteMs, secondMs } from '../../../kernel/clock.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import { write, type Tx } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/enqueue.ts'
import { missing, type ApiError } from '../api-errors.ts'
import { metadata, objectId } from '../api-params.ts'
import { newObjectId, type SandboxDeps } from '../sandbox-deps.ts'
import { insertRecord, lockRecord, saveRecord, selectRecord } from '../store.ts'
import { firstRequirements, laterRequirement } from './account-object.ts'
import { emitAccountChanged } from './connect-events.ts'
import type { AccountRecord, LinkRecord } from './records.ts'
import { testBank } from './test-banks.ts'

export const onboardingPath = '/sandbox/onboarding'
const linkMs = 10 * minuteMs
/** How long the sandbox looks into what a host has told, where it takes its time. */
const checkingMs = 20 * secondMs

const requested = z.strictObject({ requested: z.literal(true) })

export const accountParams = z.strictObject({
  contact_email: z.email().optional(),
  display_name: z.string().max(200).default(''),
  dashboard: z.literal('express'),
  defaults: z.strictObject({
    responsibilities: z.strictObject({ fees_collector: z.literal('application'), losses_collector: z.literal('application') }),
  }),
  identity: z.strictObject({ country: z.string().regex(/^[a-z]{2}$/i, 'two letters') }),
  configuration: z.strictObject({
    recipient: z.strictObject({
      capabilities: z.strictObject({ stripe_balance: z.strictObject({ stripe_transfers: requested }) }),
    }),
  }),
  include: z.array(z.string()).max(10).default([]),
  metadata,
})

const address = z.url({ protocol: /^https?$/ }).max(2000)
export const linkParams = z.strictObject({
  account: objectId,
  use_case: z.strictObject({
    type: z.literal('account_onboarding'),
    account_onboarding: z.strictObject({ refresh_url: address, return_url: address }),
  }),
})

export async function createAccount(tx: Tx, deps: SandboxDeps, params: z.output<typeof accountParams>): Promise<AccountRecord> {
  const account: AccountRecord = {
    kind: 'account',
    id: newObjectId(deps.random, 'acct_'),
    createdAt: deps.clock.now(),
    country: params.identity.country.toUpperCase(),
    name: params.display_name,
    email: params.contact_email ?? null,
    metadata: params.metadata,
    transfers: 'restricted',
    requirements: firstRequirements.map((description) => ({ description, isPastDue: false })),
    bankKey: null,
    asksLater: false,
    balances: {},
  }
  await insertRecord(tx, account)
  return account
}

export async function createLink(tx: Tx, deps: SandboxDeps, params: z.output<typeof linkParams>): Promise<Result<LinkRecord, ApiError>> {
  if (!(await selectRecord(tx, 'account', params.account))) return missing('account', params.account, 'account')
  const now = deps.clock.now()
  const { return_url: returnUrl, refresh_url: refreshUrl } = params.use_case.account_onboarding
  const id = newObjectId(deps.random, 'acl_')
  const link = { id, createdAt: now, accountId: params.account, returnUrl, refreshUrl, expiresAt: later(now, linkMs), isUsed: false }
  await insertRecord(tx, { kind: 'account_link', ...link })
  return ok({ kind: 'account_link', ...link })
}

/** The host has told all that was asked. Which bank they named decides what comes next. @returns undefined when the link is used up. */
export async function endOnboarding(deps: SandboxDeps, linkId: string, bankKey: string | null): Promise<LinkRecord | undefined> {
  return write(deps.db, async (tx) => {
    const link = await lockRecord(tx, 'account_link', linkId)
    if (!link || link.record.isUsed || link.record.expiresAt <= deps.clock.now()) return undefined
    const account = await lockRecord(tx, 'account', link.record.accountId)
    if (!account) return undefined
    await saveRecord(tx, link, { isUsed: true })
    const { id } = account.record
    const key = bankKey ?? account.record.bankKey
    const isSlow = testBank(key)?.checking === true && account.record.bankKey === null
    const asksLater = bankKey === null ? false : testBank(key)?.asksLater === true
    if (isSlow) {
      await saveRecord(tx, account, { transfers: 'pending', bankKey: key, asksLater })
      await enqueue(tx, deps, { kind: 'sandbox.end_check', payload: { accountId: id }, runAt: later(deps.clock.now(), checkingMs) })
    } else await saveRecord(tx, account, { transfers: 'active', requirements: [], bankKey: key, asksLater })
    await emitAccountChanged(tx, deps, id)
    return link.record
  })
}

/** What the host told was looked into, and is right. */
export async function endCheck(deps: SandboxDeps, accountId: string): Promise<void> {
  await write(deps.db, async (tx) => {
    const account = await lockRecord(tx, 'account', accountId)
    if (account?.record.transfers !== 'pending') return
    await saveRecord(tx, account, { transfers: 'active', requirements: [] })
    await emitAccountChanged(tx, deps, accountId)
  })
}

/** The provider wants to know more, and sends nothing until it does. */
export async function askForMore(tx: Tx, deps: SandboxDeps, accountId: string): Promise<void> {
  const account = await lockRecord(tx, 'account', accountId)
  if (!account) return
  const requirements = [{ description: laterRequirement, isPastDue: true }]
  await saveRecord(tx, account, { transfers: 'restricted', requirements, asksLater: false })
  await emitAccountChanged(tx, deps, accountId)
}

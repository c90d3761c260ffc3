import type { FastifyRequest } from 'fastify'
import { toIso } from '../kernel/clock.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { selectAccount } from './account-store.ts'
import { askAboutAccount } from './check-account.ts'
import { connectAccount, type ConnectError } from './connect-account.ts'
import type { PayoutAccount } from './payout-account.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { viewStatement, type Statement } from './view-statement.ts'
import * as wire from './wire.ts'

export type PayoutRouteDeps = PayoutDeps & {
  /** The site as this reader's browser shows it: that is where the provider sends them back to. */
  siteOrigin: (request: FastifyRequest) => string
}

const connectStatus = { country_missing: 422, provider_refuses: 422, provider_unavailable: 503 } as const satisfies StatusOf<ConnectError>
const askStatus = { provider_unavailable: 503 } as const
const tags = ['hosting']

/** Where a host's money goes, and what has gone. */
export async function payoutRoutes(app: App, deps: PayoutRouteDeps): Promise<void> {
  accountRoutes(app, deps)
  app.route({
    method: 'GET',
    url: '/me/host/statement',
    config: { access: 'host' },
    schema: {
      operationId: 'viewStatement',
      tags,
      summary: "A month of a host's money, line by line",
      querystring: wire.statementQueryWire,
      response: { 200: wire.statementWire },
    },
    handler: async (request) => {
      const { hostId } = await signedInHost(request)
      const month = request.query.month ?? toIso(deps.clock.now()).slice(0, 7)
      return presentStatement(await viewStatement(deps, hostId, month))
    },
  })
}

function accountRoutes(app: App, deps: PayoutRouteDeps): void {
  app.route({
    method: 'GET',
    url: '/me/host/payout-account',
    config: { access: 'host' },
    schema: { operationId: 'viewPayoutAccount', tags, summary: "Where one's money goes", response: { 200: wire.payoutAccountWire } },
    handler: async (request) => presentAccount(await selectAccount(deps.db, (await signedInHost(request)).hostId)),
  })

  app.route({
    method: 'POST',
    url: '/me/host/payout-account',
    config: { access: 'host', limit: 'booking' },
    schema: {
      operationId: 'connectPayoutAccount',
      tags,
      summary: 'Begin, or go on, telling the payment provider what it must know',
      body: wire.connectWire,
      response: { 200: wire.linkWire },
    },
    handler: async (request, reply) => {
      const host = await signedInHost(request)
      const money = `${deps.siteOrigin(request)}/host/money`
      const { country } = request.body
      const asked = { host, country, returnUrl: `${money}?account=returned`, leaveUrl: `${money}?account=left` }
      return answer(reply, await connectAccount(deps, asked), connectStatus)
    },
  })

  app.route({
    method: 'POST',
    url: '/me/host/payout-account/check',
    config: { access: 'host', limit: 'booking' },
    schema: {
      operationId: 'checkPayoutAccount',
      tags,
      summary: 'Ask the payment provider how the account stands: for a host who is just back from there',
      response: { 200: wire.payoutAccountWire },
    },
    handler: async (request, reply) => presentAccount(answer(reply, await askAboutAccount(deps, await signedInHost(request)), askStatus)),
  })
}

const presentAccount = (account: PayoutAccount | undefined) => ({
  standing: account?.standing ?? ('none' as const),
  country: account?.country ?? null,
  requirements: [...(account?.requirements ?? [])],
  checkedAt: account?.checkedAt ? toIso(account.checkedAt) : null,
})

const presentStatement = ({ month, currencies, payouts }: Statement) => ({
  month,
  currencies: currencies.map(({ lines, ...rest }) => ({
    ...rest,
    lines: lines.map(({ at, booking, ...line }) => ({
      ...line,
      at: toIso(at),
      stay: booking && {
        bookingId: booking.id,
        title: booking.snapshot.title,
        guest: booking.guest.name,
        checkIn: booking.stay.checkIn,
        checkOut: booking.stay.checkOut,
      },
    })),
  })),
  payouts: payouts.map(({ providerId, createdAt, arrivesAt, amount, state, failure }) => ({
    id: providerId,
    at: toIso(createdAt),
    arrivesAt: toIso(arrivesAt),
    amount,
    state,
    failure,
  })),
})

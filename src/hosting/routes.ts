import { toIso } from '../kernel/clock.ts'
import { money } from '../kernel/money.ts'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import type { App } from '../platform/http/app.ts'
import { ownListingsRoutes } from './own-listings-routes.ts'
import { presentToday } from './present-today.ts'
import { viewMoney, type MonthMoney } from './view-money.ts'
import { viewToday } from './view-today.ts'
import { hostMoneyWire, moneyQueryWire, todayWire } from './wire.ts'

const tags = ['hosting']

/** The host's desk: what is theirs alone, put together for one who lets. */
export async function hostingRoutes(app: App, deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await ownListingsRoutes(app, deps)
  app.route({
    method: 'GET',
    url: '/hosting/today',
    config: { access: 'host' },
    schema: {
      operationId: 'viewToday',
      tags,
      summary: 'Who comes and goes today, what needs the host, and the week ahead',
      response: { 200: todayWire },
    },
    handler: async (request) => presentToday(await viewToday(deps, (await signedInHost(request)).hostId)),
  })

  app.route({
    method: 'GET',
    url: '/hosting/money',
    config: { access: 'host' },
    schema: {
      operationId: 'viewHostMoney',
      tags,
      summary: "A year of a host's money by month of arrival, out of the ledger",
      querystring: moneyQueryWire,
      response: { 200: hostMoneyWire },
    },
    handler: async (request) => {
      const { hostId } = await signedInHost(request)
      const year = request.query.year ?? Number(toIso(deps.clock.now()).slice(0, 4))
      const found = await viewMoney(deps, hostId, year)
      return { year, months: found.months.map(presentMonth), owed: [...found.owed] }
    },
  })
}

function presentMonth({ month, bookings, currency, money: moved, earned, coming }: MonthMoney) {
  const of = (minor: number) => money(minor, currency)
  return {
    month,
    bookings,
    charged: of(moved.charged),
    refunded: of(moved.refunded),
    guestFees: of(moved.guestFees),
    hostFees: of(moved.hostFees),
    tax: of(moved.tax),
    held: of(moved.held),
    owed: of(moved.host),
    earned: of(earned),
    coming: of(coming),
  }
}

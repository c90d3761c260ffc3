import type { Booking } from '../bookings/booking.ts'
import { bookingById } from '../bookings/find-booking.ts'
import { hasHosted } from '../bookings/hosts-bookings.ts'
import { idFrom, type HostId } from '../kernel/ids.ts'
import { money, subtract, zero, type Money } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { balanceForBooking, balanceOf } from '../ledger/balance.ts'
import { post } from '../ledger/post.ts'
import { isDisputed } from '../payments/disputes/is-disputed.ts'
import { paymentsOf } from '../payments/find-payment.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { lockHost, selectAccount } from './account-store.ts'
import { isReady } from './payout-account.ts'
import { savePlan, selectPlan } from './plan-store.ts'
import { settleAt } from './plan-transfer.ts'
import type { Reversal, Transfer, TransferPlan } from './transfer.ts'
import { isTooSoonAfter, setOff, transferDueAt } from './transfer-policy.ts'
import { insertReversal, insertTransfer, selectReversals, selectTransfers } from './transfer-store.ts'

/** What is to be asked of the provider next for a booking. */
export type Step = Readonly<{ do: 'nothing' } | { do: 'again' } | { do: 'send' } | { do: 'reverse' }>

const nothing = { do: 'nothing' } as const

/**
 * Looks at what the ledger says the host is owed for a booking, after all that went to them and came back. Above zero it goes to
 * them once it may; below zero it is fetched back, or carried to what they are paid next. What was begun is ended first.
 */
export async function decideTransfer(tx: Tx, deps: TxDeps, { bookingId, hostId }: TransferPlan): Promise<Step> {
  await lockHost(tx, hostId, deps.clock.now())
  const plan = await selectPlan(tx, bookingId)
  const booking = await bookingById(tx, bookingId)
  if (!plan || !booking) return nothing
  const transfers = await selectTransfers(tx, bookingId)
  const reversals = await selectReversals(tx, bookingId)
  if (transfers.some(isPending)) return { do: 'send' }
  if (reversals.some(isPending)) return { do: 'reverse' }
  // Asked before the ledger is: a loss that is borne in between is then in what is owed.
  const disputed = await isDisputed(tx, bookingId)
  const { currency } = booking.snapshot.quote.total
  const owed = await balanceForBooking(tx, account.host(hostId), { bookingId, currency })
  if (owed.minor < 0) return takeBack(tx, deps, { plan, owes: subtract(zero(currency), owed), transfers, reversals })
  if (!(await isDue(tx, deps, { plan, booking, owed }))) return nothing
  if (disputed || owed.minor === 0 || isTooSoonAfter(transfers.at(-1), deps.clock.now())) return nothing
  return send(tx, deps, { plan, owed })
}

const isPending = ({ state }: Transfer | Reversal) => state === 'pending'

/** Whether it is time; if not, the job that looks again when it is. */
async function isDue(
  tx: Tx,
  deps: TxDeps,
  { plan, booking, owed }: { plan: TransferPlan; booking: Booking; owed: Money },
): Promise<boolean> {
  const isFirstStay = !(await hasHosted(tx, plan.hostId))
  const dueAt = transferDueAt(booking, isFirstStay)
  if (dueAt > deps.clock.now()) {
    if (dueAt === plan.dueAt && isFirstStay === plan.isFirstStay && plan.state === 'waiting') return false
    await savePlan(tx, plan, { dueAt, isFirstStay, state: 'waiting' })
    await settleAt(tx, deps, plan.bookingId, dueAt)
    return false
  }
  const state = owed.minor === 0 ? 'settled' : 'waiting'
  if (state !== plan.state) await savePlan(tx, plan, { state })
  return true
}

/** Writes down what is to be sent before anybody is asked to. What the host owes from before stays here. */
async function send(tx: Tx, deps: TxDeps, { plan, owed }: { plan: TransferPlan; owed: Money }): Promise<Step> {
  const { bookingId, hostId } = plan
  const payoutAccount = await selectAccount(tx, hostId)
  if (!payoutAccount || !isReady(payoutAccount)) return nothing
  const fresh = await renewed(tx, plan)
  const id = idFrom<'transfer'>(`transfer:${bookingId}:${fresh.version}`)
  const { offset, sent } = setOff(owed, await debtOf(tx, hostId, owed))
  const postings = [{ debit: account.host(hostId), credit: account.carried(hostId), amount: offset }]
  if (offset.minor > 0) await post(tx, deps, { fact: `set-off:${id}`, reason: 'set_off', bookingId, postings })
  if (sent.minor === 0) return { do: 'again' }
  const intentId = await sourceOf(tx, plan, sent)
  const { accountId } = payoutAccount
  await insertTransfer(tx, { id, bookingId, hostId, accountId, amount: sent, intentId, createdAt: deps.clock.now() })
  return { do: 'send' }
}

/** What the host has had too much, as an amount above zero. */
async function debtOf(tx: Tx, hostId: HostId, { currency }: Money): Promise<Money> {
  const carried = await balanceOf(tx, account.carried(hostId), currency)
  return money(Math.max(0, -carried.minor), currency)
}

/** The one payment that is large enough, if there is one: else it comes out of what the market has at the provider. */
async function sourceOf(tx: Tx, { bookingId }: TransferPlan, { minor, currency }: Money): Promise<string | null> {
  const payments = await paymentsOf(tx, bookingId)
  const found = payments.find(({ state, amount }) => state === 'succeeded' && amount.currency === currency && amount.minor >= minor)
  return found?.state === 'succeeded' ? found.intentId : null
}

type TakeBack = { plan: TransferPlan; owes: Money; transfers: readonly Transfer[]; reversals: readonly Reversal[] }

/** Out of the newest transfer that still has something in it; what none has is carried. */
async function takeBack(tx: Tx, deps: TxDeps, { plan, owes, transfers, reversals }: TakeBack): Promise<Step> {
  const { bookingId, hostId } = plan
  const fresh = await renewed(tx, plan)
  const source = transfers.filter(({ state }) => state === 'sent').findLast((transfer) => leftOf(transfer, reversals) > 0)
  if (!source) {
    await carry(tx, deps, { bookingId, hostId, amount: owes, because: `${bookingId}:${fresh.version}` })
    return { do: 'again' }
  }
  const id = idFrom<'reversal'>(`reversal:${bookingId}:${fresh.version}`)
  const amount = money(Math.min(owes.minor, leftOf(source, reversals)), owes.currency)
  await insertReversal(tx, { id, transferId: source.id, bookingId, hostId, amount, createdAt: deps.clock.now() })
  return { do: 'reverse' }
}

/** A transfer that would not give back once is not asked again: what it has is with the host's bank. */
function leftOf({ id, amount }: Transfer, reversals: readonly Reversal[]): number {
  const own = reversals.filter(({ transferId }) => transferId === id)
  if (own.some(({ state }) => state === 'refused')) return 0
  return own.reduce((left, reversal) => left - reversal.amount.minor, amount.minor)
}

type Carried = Pick<TransferPlan, 'bookingId' | 'hostId'> & { amount: Money; because: string }

/** The host has had this much too much, and it cannot be fetched back: their next transfers are smaller by it. */
export async function carry(tx: Tx, deps: TxDeps, { bookingId, hostId, amount, because }: Carried): Promise<void> {
  const postings = [{ debit: account.carried(hostId), credit: account.host(hostId), amount }]
  await post(tx, deps, { fact: `carry:${because}`, reason: 'carried', bookingId, postings })
}

/** Its version names what is decided now, once and for all. */
async function renewed(tx: Tx, plan: TransferPlan): Promise<TransferPlan> {
  const current = await selectPlan(tx, plan.bookingId)
  if (!current) throw new Error(`the plan of the booking ${plan.bookingId} is gone`)
  await savePlan(tx, current, {})
  return { ...current, version: current.version + 1 }
}

import { dayMs, hourMs, type Instant } from '../../src/kernel/clock.ts'
import type { BookingId, HostId } from '../../src/kernel/ids.ts'
import { money, type Currency } from '../../src/kernel/money.ts'
import { err, ok } from '../../src/kernel/result.ts'
import type {
  AccountTruth,
  BankPayoutState,
  BankPayoutTruth,
  ConnectProvider,
  ConnectSubject,
  SentTruth,
} from '../../src/payments/connect-provider.ts'
import { facts } from '../../src/payments/facts.ts'
import type { Dice } from '../dice.ts'
import type { BankBooks } from './bank-books.ts'
import type { Emit, Answered } from './bank.ts'
import type { Life, Scheduler } from './scheduler.ts'

type Account = {
  id: string
  hostId: HostId
  standing: AccountTruth['standing']
  readyAt: number
  balance: number
  payouts: BankPayoutTruth[]
}
type Sent = SentTruth & { bookingId: BookingId; accountId: string; at: number; left: number; reversals: Map<string, SentTruth> }

type Ground = {
  scheduler: Scheduler
  dice: Dice
  outside: Life
  books: BankBooks
  emit: Emit<ConnectSubject>
  answered: (life: Life) => Answered
  /** Money goes to a host: the model looks whether it may. */
  onTransfer: (bookingId: BookingId, minor: number) => void
}

const shownMax = 100

/** The hosts' accounts at the provider, and what goes from there to their banks. */
export type HostsBank = ReturnType<typeof newHostsBank>

export function newHostsBank({ scheduler, dice, outside, books, emit, answered, onTransfer }: Ground) {
  const accounts = new Map<string, Account>()
  const transfers = new Map<string, Sent>()
  const sent = new Map<BookingId, number>()
  const now = () => scheduler.clock.now()
  const later = (ms: number, what: string, work: () => void) => scheduler.at(now() + ms, outside, what, work)

  const truthOf = ({ id, standing }: Account): AccountTruth => ({ accountId: id, standing, requirements: [] })
  const known = (id: string) => {
    const account = accounts.get(id)
    if (!account) throw new Error(`no account ${id}`)
    return account
  }

  function stand(account: Account, standing: Account['standing']): void {
    account.standing = standing
    if (standing === 'ready') account.readyAt = now()
    emit('v2.core.account[requirements].updated', { kind: 'account', accountId: account.id })
  }

  /** Each day all that is there goes to the host's bank; one in ten does not want it. */
  function payOut(account: Account): void {
    later(dayMs, 'payout', () => payOut(account))
    if (account.balance <= 0) return
    const minor = account.balance
    account.balance = 0
    const providerId = `po_${account.id}_${account.payouts.length}`
    const facts = { providerId, amount: money(minor, 'EUR' as Currency), createdAt: now(), arrivesAt: (now() + dayMs) as Instant }
    const index = account.payouts.push({ ...facts, state: 'pending', failure: null }) - 1
    const become = (state: BankPayoutState, failure: string | null) => {
      account.payouts[index] = { ...facts, state, failure }
      if (failure) account.balance += minor
      emit(failure ? 'payout.failed' : 'payout.updated', { kind: 'bank_payout', accountId: account.id, providerId })
    }
    emit('payout.created', { kind: 'bank_payout', accountId: account.id, providerId })
    const fails = dice.chance(0.1)
    later(dice.below(dayMs), 'payout ends', () => (fails ? become('failed', 'account_closed') : become('paid', null)))
  }

  const connect = (life: Life): ConnectProvider => {
    const call = answered(life)
    return {
      openAccount: ({ hostId }) =>
        call('openAccount', () => {
          const id = `acct_${hostId}`
          const account = accounts.get(id) ?? { id, hostId, standing: 'needed', readyAt: Infinity, balance: 0, payouts: [] }
          if (!accounts.has(id)) later(dayMs, 'payout', () => payOut(account))
          accounts.set(id, account)
          return ok(truthOf(account))
        }),
      readAccount: (id) => call('readAccount', () => truthOf(known(id))),
      linkToPage: ({ accountId }) => call('linkToPage', () => ok({ url: `https://connect.test/${accountId}` })),
      transfer: ({ transferId, bookingId, accountId, amount, intentId }) =>
        call('transfer', () => {
          const before = transfers.get(transferId)
          if (before) return ok(before)
          const account = known(accountId)
          if (account.standing !== 'ready') return err({ code: 'refused' as const, reason: 'account_not_ready' })
          if (intentId === null && (books.totals.get(amount.currency) ?? 0) < amount.minor)
            return err({ code: 'refused' as const, reason: 'balance_insufficient' })
          const done: Sent = {
            providerId: `tr_${transferId}`,
            amount,
            bookingId,
            accountId,
            at: now(),
            left: amount.minor,
            reversals: new Map(),
          }
          transfers.set(transferId, done)
          account.balance += amount.minor
          sent.set(bookingId, (sent.get(bookingId) ?? 0) + amount.minor)
          books.move('transfer', -amount.minor, {
            sourceId: done.providerId,
            fact: facts.transfer(transferId),
            bookingId,
            currency: amount.currency,
          })
          onTransfer(bookingId, sent.get(bookingId) ?? 0)
          return ok(done)
        }),
      findTransfer: ({ transferId }) => call('findTransfer', () => transfers.get(transferId)),
      reverse: ({ reversalId, transferProviderId, amount }) =>
        call('reverse', () => {
          const source = transfers.get(transferProviderId.slice('tr_'.length))
          if (!source) throw new Error(`no transfer ${transferProviderId}`)
          const before = source.reversals.get(reversalId)
          if (before) return ok(before)
          const account = known(source.accountId)
          if (account.balance < amount.minor || source.left < amount.minor)
            return err({ code: 'refused' as const, reason: 'balance_insufficient' })
          const done: SentTruth = { providerId: `trr_${reversalId}`, amount }
          source.reversals.set(reversalId, done)
          source.left -= amount.minor
          account.balance -= amount.minor
          sent.set(source.bookingId, (sent.get(source.bookingId) ?? 0) - amount.minor)
          books.move('transfer_refund', amount.minor, {
            sourceId: done.providerId,
            fact: facts.reversal(reversalId),
            bookingId: source.bookingId,
            currency: amount.currency,
          })
          return ok(done)
        }),
      findReversal: ({ reversalId, transferProviderId }) =>
        call('findReversal', () => transfers.get(transferProviderId.slice('tr_'.length))?.reversals.get(reversalId)),
      readBankPayout: (accountId, providerId) =>
        call('readBankPayout', () => {
          const found = known(accountId).payouts.find((payout) => payout.providerId === providerId)
          if (!found) throw new Error(`no payout ${providerId}`)
          return found
        }),
      recentBankPayouts: (accountId) => call('recentBankPayouts', () => known(accountId).payouts.slice(-shownMax)),
      readConnectEvent: (body, signature) => {
        if (signature !== 'signed by the bank') return err({ code: 'bad_signature' })
        return ok(JSON.parse(body.toString('utf8')) as { id: string; type: string; subject: ConnectSubject })
      },
    }
  }

  return {
    connect,
    accounts,
    /** What has gone to the host of a booking, less what was taken back. */
    sentOf: (bookingId: BookingId) => sent.get(bookingId) ?? 0,
    /** The host tells the provider all that it wants to know; it takes its time to believe it. */
    tellAll: (accountId: string) => {
      const account = known(accountId)
      if (account.standing !== 'needed') return
      stand(account, 'checking')
      later(hourMs + dice.below(dayMs), 'account is checked', () => stand(account, 'ready'))
    },
  }
}

import type { Currency } from '../kernel/money.ts'
import type { Db } from '../platform/db.ts'
import { deriveBalances } from './derive-balances.ts'

/** All that ever moved through one account, or through all accounts of one kind, in minor units of `currency`. */
export type TrialLine = Readonly<{ account: string; accounts: number; currency: Currency; debits: number; credits: number }>

/** Accounts that there is one of for each booking or host are one line, by this name. */
const families: Readonly<Record<string, string>> = { booking: 'bookings', host: 'hosts', carried: 'carried', connected: 'connected' }

/** 'bookings' for 'booking:…'; the rest by their own names. */
const lineOf = (account: string): string => families[account.slice(0, account.indexOf(':'))] ?? account

/**
 * The whole ledger, account by account. In each currency debits and credits are the same, or the ledger is broken: both are
 * summed up on their own, from the accounts' names to the last line.
 */
export async function trialBalance(db: Db): Promise<TrialLine[]> {
  const lines = new Map<string, TrialLine>()
  for await (const page of deriveBalances(db)) {
    for (const { account, currency, debits, credits } of page) {
      const name = lineOf(account)
      const key = `${currency} ${name}`
      const line = lines.get(key) ?? { account: name, accounts: 0, currency, debits: 0, credits: 0 }
      lines.set(key, { ...line, accounts: line.accounts + 1, debits: line.debits + debits, credits: line.credits + credits })
    }
  }
  const order = (line: TrialLine) => `${line.currency} ${line.account}`
  return [...lines.values()].toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
}

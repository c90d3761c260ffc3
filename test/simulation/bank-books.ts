import { money, type Currency } from '../../src/kernel/money.ts'
import type { ProviderTransaction, TransactionPage } from '../../src/payments/provider-records.ts'
import type { Scheduler } from './scheduler.ts'

type Of = Pick<ProviderTransaction, 'sourceId' | 'fact' | 'bookingId'> & {
  currency: Currency
  /** What the provider keeps. */ fee?: number
}

/** What the provider writes down of everything that moves what it holds for us. */
export type BankBooks = ReturnType<typeof newBankBooks>

const pageMax = 100

export function newBankBooks(scheduler: Scheduler) {
  const transactions: ProviderTransaction[] = []
  const totals = new Map<string, number>()
  return {
    totals,
    /** Moves our balance there, and writes down by what. */
    move: (type: string, minor: number, { currency, fee = 0, ...source }: Of): void => {
      totals.set(currency, (totals.get(currency) ?? 0) + minor - fee)
      const id = `txn_${transactions.length + 1}`
      const createdAt = scheduler.clock.now()
      transactions.push({ id, type, amount: money(minor, currency), fee: money(fee, currency), createdAt, ...source })
    },
    list: ({ createdFrom, before }: { createdFrom: number | null; before: string | null }): TransactionPage => {
      // Their ids count them.
      const until = before === null ? transactions.length : Number(before.slice('txn_'.length)) - 1
      const older: ProviderTransaction[] = []
      for (let index = until - 1; index >= 0 && older.length <= pageMax; index--) {
        const transaction = transactions[index]
        if (!transaction || (createdFrom !== null && transaction.createdAt < createdFrom)) break
        older.push(transaction)
      }
      return { transactions: older.slice(0, pageMax), more: older.length > pageMax }
    },
  }
}

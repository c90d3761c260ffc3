import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Currency } from '../kernel/money.ts'
import type { Db } from '../platform/db.ts'
import { sumsFrom, type AccountSum } from './store.ts'

/** All that ever moved through one account, in minor units of `currency`: what the market owes to it is credits less debits. */
export type AccountBalance = Readonly<{ account: string; currency: Currency; debits: number; credits: number }>

/** Accounts a page and side. */
const pageMax = 5_000

/**
 * Every balance there is, summed up anew from all postings: account by account in the order of their names, a page at a time,
 * so that memory does not grow with the ledger and others have their turn. What is posted meanwhile may be in one of its two
 * accounts and not yet in the other: run it on a copy, or where nothing is posted, to have both sides agree.
 */
export async function* deriveBalances(db: Db, accountsMax = pageMax): AsyncGenerator<readonly AccountBalance[]> {
  const [debits, credits] = [newSide(db, 'debit', accountsMax), newSide(db, 'credit', accountsMax)]
  for (;;) {
    const page: AccountBalance[] = []
    while (page.length < accountsMax) {
      const [debit, credit] = [debits.next() ?? (await debits.more()), credits.next() ?? (await credits.more())]
      const order = compare(debit, credit)
      const next = order <= 0 ? debit : credit
      if (!next) break
      const { account, currency } = next
      page.push({ account, currency, debits: order <= 0 ? next.minor : 0, credits: order >= 0 && credit ? credit.minor : 0 })
      if (order <= 0) debits.take()
      if (order >= 0) credits.take()
    }
    if (page.length === 0) return
    yield page
    await nextTurn()
  }
}

/** By code units, which is how both databases keep these names: they are ASCII. What is not there comes last. */
function compare(one: AccountSum | undefined, other: AccountSum | undefined): number {
  if (!one || !other) return one ? -1 : other ? 1 : 0
  if (one.account !== other.account) return one.account < other.account ? -1 : 1
  if (one.currency !== other.currency) return one.currency < other.currency ? -1 : 1
  return 0
}

/** One side of all accounts, in order. */
function newSide(db: Db, side: 'debit' | 'credit', limit: number) {
  let page: AccountSum[] = []
  let at = 0
  let last: AccountSum | undefined
  let ended = false
  return {
    next: () => page[at],
    more: async () => {
      if (ended) return undefined
      page = await sumsFrom(db, side, last, limit)
      at = 0
      last = page.at(-1)
      ended = page.length < limit
      return page[0]
    },
    take: () => void at++,
  }
}

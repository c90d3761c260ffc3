import { toIso } from '../../kernel/clock.ts'
import { money, subtract, type Currency, type Money } from '../../kernel/money.ts'
import { account } from '../../ledger/accounts.ts'
import { trialBalance, type TrialLine } from '../../ledger/trial-balance.ts'
import type { Db } from '../../platform/db.ts'
import { selectProgress, sumTheirs } from '../reconciliation/store.ts'

export type TrialTotal = Readonly<{ currency: Currency; debits: Money; credits: Money; addsUp: boolean; held: Money; heldThere: Money }>

/** The ledger's every account, and by currency whether it adds up, and whether the provider holds what it says. */
export async function viewTrialBalance(db: Db) {
  const lines = await trialBalance(db)
  const theirs = await sumTheirs(db)
  const currencies = [...new Set([...lines, ...theirs].map(({ currency }) => currency))].toSorted()
  const totals = currencies.map((currency): TrialTotal => {
    const of = lines.filter((line) => line.currency === currency)
    const sum = (side: 'debits' | 'credits') =>
      money(
        of.reduce((total, line) => total + line[side], 0),
        currency,
      )
    const [debits, credits] = [sum('debits'), sum('credits')]
    const clearing = of.find((line) => line.account === account.provider)
    const there = theirs.find((each) => each.currency === currency)
    const held = money((clearing?.debits ?? 0) - (clearing?.credits ?? 0), currency)
    const heldThere = money((there?.minor ?? 0) - (there?.feeMinor ?? 0), currency)
    return { currency, debits, credits, addsUp: debits.minor === credits.minor, held, heldThere }
  })
  const doneAt = (await selectProgress(db))?.doneAt ?? null
  return { lines: lines.map(withBalance), totals, reconciledAt: doneAt === null ? null : toIso(doneAt) }
}

function withBalance({ account: name, accounts, currency, debits: debited, credits: credited }: TrialLine) {
  const [debits, credits] = [money(debited, currency), money(credited, currency)]
  return { account: name, accounts, currency, debits, credits, balance: subtract(credits, debits) }
}

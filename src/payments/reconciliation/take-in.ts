import { money } from '../../kernel/money.ts'
import { idFrom } from '../../kernel/ids.ts'
import { account } from '../../ledger/accounts.ts'
import type { Movement } from '../../ledger/movements.ts'
import { post } from '../../ledger/post.ts'
import type { Tx } from '../../platform/db.ts'
import type { TxDeps } from '../../platform/deps.ts'
import { openCase, settleCase } from '../cases/open-case.ts'
import { facts } from '../facts.ts'
import { isBill, type ProviderTransaction } from '../provider-records.ts'
import { differenceOf, strangerName, type Difference, type MoneyItem } from './money-item.ts'
import { insertItem, saveItem, selectItem, selectKnownTransactions } from './store.ts'

/** Entries that we post because the provider says so: they have no other side to be compared with. */
export const feeReason = 'provider_fee'

type Side = Omit<MoneyItem, 'version' | 'state'>

/** Notes that the ledger has moved the provider's account. */
export async function takeInOurs(tx: Tx, deps: TxDeps, { entryId, reason, bookingId, amount }: Movement): Promise<void> {
  const known = await selectItem(tx, entryId)
  if (known?.ours) return
  const facts = known ?? { ...(await nothingOf(deps)), id: entryId, about: `entry:${entryId}`, theirs: null }
  await keep(tx, deps, known, { ...facts, ours: amount, reason, bookingId: bookingId ?? facts.bookingId })
}

/** Notes the provider's transactions that are new, and books what they cost. */
export async function takeInTheirs(tx: Tx, deps: TxDeps, transactions: readonly ProviderTransaction[]): Promise<void> {
  const known = await selectKnownTransactions(
    tx,
    transactions.map(({ id }) => id),
  )
  for (const transaction of transactions) if (!known.has(transaction.id)) await takeInTransaction(tx, deps, transaction)
}

async function takeInTransaction(tx: Tx, deps: TxDeps, transaction: ProviderTransaction): Promise<void> {
  const { id: transactionId, type, amount, fee, sourceId, fact } = transaction
  const bill = isBill(transaction)
  const named = bill ? facts.fee(transactionId) : fact
  const item = named === null ? undefined : await selectItem(tx, idFrom(named))
  // What is named like something that the provider has told of already is something else.
  const about = named === null || item?.transactionId ? strangerName(transactionId) : named
  const known = item?.transactionId ? undefined : item
  const bookingId = known?.bookingId ?? transaction.bookingId
  const theirs = { about, theirs: amount, feeMinor: fee.minor, transactionId, sourceId, bookingId }
  const side = { ...(known ?? { ...(await nothingOf(deps)), id: idFrom(about), reason: type, ours: bill ? amount : null }), ...theirs }
  await keep(tx, deps, known, side)
  const kept = bill ? money(fee.minor - amount.minor, amount.currency) : fee
  const [debit, credit] = kept.minor < 0 ? [account.provider, account.providerFees] : [account.providerFees, account.provider]
  const postings = [{ debit, credit, amount: money(Math.abs(kept.minor), kept.currency) }]
  if (kept.minor === 0) return
  await post(tx, deps, { fact: facts.fee(transactionId), reason: feeReason, ...(bookingId ? { bookingId } : {}), postings })
}

const nothingOf = async ({ clock }: Pick<TxDeps, 'clock'>) =>
  ({ bookingId: null, feeMinor: 0, transactionId: null, sourceId: null, seenAt: clock.now() }) as const

/** As soon as both sides are there they are compared; one alone waits for the other. */
async function keep(tx: Tx, deps: TxDeps, known: MoneyItem | undefined, side: Side): Promise<void> {
  const difference = differenceOf(side)
  const isWaiting = difference === 'missing_here' || difference === 'missing_there'
  const state = difference === null ? 'matched' : isWaiting ? 'waiting' : 'differs'
  if (!known) await insertItem(tx, { ...side, state })
  else if (!(await saveItem(tx, known, { ...side, state }))) throw new Error('an item changed while it was compared')
  if (difference === null) await settleCase(tx, deps, caseAbout(side))
  else if (!isWaiting) await report(tx, deps, side, difference)
}

/**
 * Nobody has told the other side in time: from now on it is a difference. It is settled as soon as the other side comes.
 * @param isDecided false where nobody could be asked yet: it is put before the operators all the same, and waits on.
 */
export async function giveUpWaiting(tx: Tx, deps: TxDeps, id: string, { isDecided }: { isDecided: boolean }): Promise<void> {
  const item = await selectItem(tx, id)
  const difference = item?.state === 'waiting' && differenceOf(item)
  if (!item || !difference) return
  if (isDecided && !(await saveItem(tx, item, { ...item, state: 'differs' }))) throw new Error('an item changed while it was compared')
  await report(tx, deps, item, difference)
}

async function report(tx: Tx, deps: TxDeps, item: Side, kind: Difference): Promise<void> {
  const { ours, theirs, reason, transactionId, sourceId, bookingId } = item
  const reference = sourceId ?? transactionId
  const known = { reason, ...(ours ? { ours } : {}), ...(theirs ? { theirs } : {}), ...(reference ? { reference } : {}) }
  await openCase(tx, deps, { about: caseAbout(item), kind, bookingId, facts: known })
}

const caseAbout = ({ id }: Side) => `item:${id}`

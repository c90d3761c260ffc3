import type { HostId, UserId } from '../kernel/ids.ts'
import { account } from '../ledger/accounts.ts'
import { balancesOf } from '../ledger/balance.ts'
import { paymentsOfMany } from '../payments/find-payment.ts'
import type { Tx } from '../platform/db.ts'
import { pieces } from '../platform/pieces.ts'
import { bumpGuest } from './guest-store.ts'
import { eraseGuestWords, selectAnyOpen, selectIdsOfGuest } from './leaving-store.ts'

type Person = Readonly<{ userId: UserId; hostId: HostId | null }>

/** What keeps somebody from leaving: a stay that is not over, a refund under way to them, a share that is owed to them. */
export async function openAffairs(tx: Tx, person: Person): Promise<'open_stays' | 'open_money' | null> {
  // A hold at the same moment waits for us, or we for it.
  await bumpGuest(tx, person.userId)
  if (await selectAnyOpen(tx, person)) return 'open_stays'
  for (const some of pieces(await selectIdsOfGuest(tx, person.userId))) {
    const payments = [...(await paymentsOfMany(tx, some)).values()].flat()
    if (payments.some(({ refunds }) => refunds.some(({ state }) => state !== 'succeeded'))) return 'open_money'
  }
  if (person.hostId === null) return null
  return (await balancesOf(tx, account.host(person.hostId))).some(({ minor }) => minor !== 0) ? 'open_money' : null
}

export const forgetGuest = (tx: Tx, { userId }: Person): Promise<void> => eraseGuestWords(tx, userId)

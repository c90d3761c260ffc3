import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { systemClock } from '../kernel/clock.ts'
import { newIds, type BookingId, type HostId } from '../kernel/ids.ts'
import { money, type Currency } from '../kernel/money.ts'
import { systemRandom } from '../kernel/random.ts'
import { write } from '../platform/db.ts'
import { account } from './accounts.ts'
import { balanceOf } from './balance.ts'
import { deriveBalances, type AccountBalance } from './derive-balances.ts'
import { post } from './post.ts'

const ids = newIds(systemClock, systemRandom)
const in_ = (currency: string) => (minor: number) => money(minor, currency as Currency)

forEachDatabase('all balances are derived page by page, and each is what the account alone says', async (_, db) => {
  const hosts = [1, 2, 3].map(() => ids.next<'host'>() as HostId)
  for (let index = 0; index < 40; index++) {
    const id = ids.next<'booking'>() as BookingId
    const amount = in_(index % 4 === 0 ? 'USD' : 'EUR')
    const host = account.host(hosts[index % 3] as HostId)
    await write(db, async (tx) => {
      const charge = { debit: account.provider, credit: account.booking(id), amount: amount(1_000 + index) }
      await post(tx, { clock: systemClock }, { fact: `charge:${id}`, reason: 'charge', bookingId: id, postings: [charge] })
      if (index % 5 === 0) return
      const postings = [
        { debit: account.booking(id), credit: host, amount: amount(900 + index) },
        { debit: account.booking(id), credit: account.guestFees, amount: amount(100) },
      ]
      await post(tx, { clock: systemClock }, { fact: `earn:${id}`, reason: 'earn', bookingId: id, postings })
    })
  }
  for (const accountsMax of [1, 3, 7, 1_000]) {
    const all: AccountBalance[] = []
    for await (const page of deriveBalances(db, accountsMax)) {
      assert.ok(page.length <= accountsMax)
      all.push(...page)
    }
    assert.equal(new Set(all.map((line) => `${line.account} ${line.currency}`)).size, all.length)
    // 40 bookings; provider and fees in two currencies; three hosts in two each.
    assert.equal(all.length, 40 + 2 + 2 + 6)
    for (const { account: name, currency, debits, credits } of all) {
      assert.equal((await balanceOf(db, name, currency)).minor, credits - debits, name)
    }
    for (const currency of ['EUR', 'USD']) {
      const lines = all.filter((line) => line.currency === currency)
      assert.equal(
        lines.reduce((sum, line) => sum + line.debits - line.credits, 0),
        0,
      )
      assert.ok(lines.some((line) => line.debits > 0))
    }
  }
})

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { forEachDatabase } from '../../test/databases.ts'
import { systemClock } from '../kernel/clock.ts'
import type { BookingId, HostId } from '../kernel/ids.ts'
import { money, type Currency } from '../kernel/money.ts'
import { write } from '../platform/db.ts'
import { account } from './accounts.ts'
import { post } from './post.ts'
import { trialBalance } from './trial-balance.ts'

forEachDatabase(
  'of bookings and hosts there is one line for each thing that is theirs, and every line has a name to read',
  async (_, db) => {
    const everyAccount = (number: number) =>
      Object.values(account).map((name) => (typeof name === 'string' ? name : name(`${number}` as BookingId & HostId)))
    const amount = money(100, 'EUR' as Currency)
    for (const number of [1, 2]) {
      const postings = everyAccount(number).map((credit) => ({ debit: 'market:test', credit, amount }))
      await write(db, (tx) => post(tx, { clock: systemClock }, { fact: `test:${number}`, reason: 'test', postings }))
    }
    const lines = (await trialBalance(db)).filter(({ account: name }) => name !== 'market:test')
    assert.deepEqual(
      lines.filter(({ accounts }) => accounts > 1).map(({ account: name, credits }) => [name, credits]),
      [
        ['bookings', 200],
        ['carried', 200],
        ['connected', 200],
        ['hosts', 200],
      ],
    )
    assert.equal(lines.length, Object.keys(account).length)
    const words = JSON.parse(await readFile('web/messages/en/operator.json', 'utf8')) as Record<string, string>
    const nameless = lines.filter(({ account: name }) => !words[`operator.account.${name.replaceAll(':', '.')}`])
    assert.deepEqual(
      nameless.map(({ account: name }) => name),
      [],
    )
  },
)

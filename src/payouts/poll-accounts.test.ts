import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { newPayoutTown } from '../../test/payout-town.ts'
import { hourMs, type Instant } from '../kernel/clock.ts'
import type { HostId } from '../kernel/ids.ts'
import { money, type Currency } from '../kernel/money.ts'
import { write } from '../platform/db.ts'
import { newLogger } from '../platform/telemetry.ts'
import { lockHost, saveAccount, selectAccount } from './account-store.ts'
import { newAccountPoller } from './poll-accounts.ts'

const log = newLogger({ level: 'silent' })

forEachDatabase('an account that cannot be read keeps no other waiting, and the round says so in the end', async (_, db) => {
  const { deps, connectAna, connect, accountId, hostId, stayOf, goTo, transfers, settle } = await newPayoutTown(db)
  await connectAna('needed')
  const first = '00000000-0000-7000-8000-000000000000' as HostId
  await write(db, async (tx) => {
    await lockHost(tx, first, deps.clock.now())
    const account = await selectAccount(tx, first)
    assert.ok(account)
    await saveAccount(tx, account, { accountId: 'acct_unknown', checkedAt: 0 as Instant })
  })
  const { id } = await stayOf()
  await goTo('2027-07-20T00:00:00Z')
  connect.set(accountId, { standing: 'ready' })
  await assert.rejects(newAccountPoller(deps, log).runOnce(), AggregateError)
  assert.equal((await selectAccount(db, hostId))?.standing, 'ready')
  await settle()
  assert.equal((await transfers(id)).length, 1)
})

forEachDatabase('what the provider has told already is read, and not written again', async (_, db) => {
  const { deps, connectAna, connect, accountId, hostId, pass } = await newPayoutTown(db)
  await connectAna()
  const poller = newAccountPoller(deps, log)
  for (const minor of [500, 700]) connect.payOut(accountId, { amount: money(minor, 'EUR' as Currency) })
  const versionAfter = async () => {
    pass(2 * hourMs)
    await poller.runOnce()
    return (await selectAccount(db, hostId))?.version ?? 0
  }
  const first = await versionAfter()
  assert.equal((await db.selectFrom('bank_payout').select('provider_id').execute()).length, 2)
  assert.equal((await versionAfter()) - first, 1, 'when it was asked about, and nothing else')
})

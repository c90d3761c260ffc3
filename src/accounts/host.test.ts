import assert from 'node:assert/strict'
import { newAccounts, newBrowser, signUp } from '../../test/accounts-server.ts'
import { forEachDatabase } from '../../test/databases.ts'
import { write } from '../platform/db.ts'
import { claimMsMax, makeHostClaim } from './claim-host.ts'
import { createUser } from './create-user.ts'
import { hasDemoPeople } from './demo-people.ts'
import { findUserByEmail } from './find-user.ts'
import { grantOperator } from './grant-operator.ts'
import { createHost, findHost, findHosts, hostOf } from './host.ts'
import { upsertImportedHost } from './upsert-imported-host.ts'

const codeOf = (reply: { json(): unknown }) => (reply.json() as { code?: string }).code
const imported = { source: { name: 'inside-airbnb', id: '77', hash: 'h' }, host: { name: 'Marta', about: 'Since 2011', since: null } }

async function newImportedHost(t: Parameters<typeof newAccounts>[0], db: Parameters<typeof newAccounts>[1]) {
  const accounts = await newAccounts(t, db)
  const { hostId } = await write(db, (tx) => upsertImportedHost(tx, accounts.deps, imported))
  const claim = async () => {
    const made = await makeHostClaim(accounts.deps, { hostId })
    assert.ok(made.ok)
    return made.value.token
  }
  return { ...accounts, db, hostId, claim }
}

forEachDatabase("the owner of an imported host becomes it by the operator's link, once", async (t, db) => {
  const accounts = await newImportedHost(t, db)
  const [marta, eve] = [await signUp(accounts, { email: 'marta@example.com' }), await signUp(accounts, { email: 'eve@example.com' })]
  const token = await accounts.claim()
  assert.ok(
    !(await db.selectFrom('host_claim').selectAll().execute()).some((row) => JSON.stringify(row).includes(token)),
    'the token is not kept',
  )
  const claimed = await marta.post('/api/v1/hosts/claims', { token })
  assert.deepEqual([claimed.statusCode, claimed.json()], [201, { hostId: accounts.hostId }])
  assert.deepEqual((await marta.get('/api/v1/me')).json<{ host: object }>().host, { id: accounts.hostId, name: 'Marta' })
  const again = await eve.post('/api/v1/hosts/claims', { token })
  assert.deepEqual([again.statusCode, codeOf(again)], [404, 'claim_not_found'])
  assert.deepEqual(await makeHostClaim(accounts.deps, { hostId: accounts.hostId }), { ok: false, error: { code: 'host_already_claimed' } })
  const { claimed: known } = await write(db, (tx) => upsertImportedHost(tx, accounts.deps, imported))
  assert.ok(known, 'the next import knows that Marta is somebody now')
})

forEachDatabase('a link that was made up, has expired, or comes too late opens nothing', async (t, db) => {
  const accounts = await newImportedHost(t, db)
  const marta = await signUp(accounts, { email: 'marta@example.com' })
  const refused = async (token: string) => {
    const reply = await marta.post('/api/v1/hosts/claims', { token })
    return [reply.statusCode, codeOf(reply)]
  }
  assert.deepEqual(await refused('made-up'), [404, 'claim_not_found'])
  const [first, second] = [await accounts.claim(), await accounts.claim()]
  const other = await signUp(accounts, { email: 'other@example.com' })
  assert.equal((await other.post('/api/v1/hosts/claims', { token: first })).statusCode, 201)
  assert.deepEqual(await refused(second), [409, 'host_already_claimed'])
  const { hostId } = await write(db, (tx) =>
    upsertImportedHost(tx, accounts.deps, { ...imported, source: { ...imported.source, id: '78' } }),
  )
  const late = await makeHostClaim(accounts.deps, { hostId })
  assert.ok(late.ok)
  accounts.clock.advance(claimMsMax + 1000)
  assert.deepEqual(await refused(late.value.token), [410, 'claim_expired'])
})

forEachDatabase('who is a host already cannot become a second one', async (t, db) => {
  const accounts = await newImportedHost(t, db)
  const ana = await signUp(accounts, { email: 'ana@example.com' })
  const user = await findUserByEmail(db, ' ANA@example.com ')
  assert.ok(user)
  const own = await write(db, (tx) => createHost(tx, accounts.deps, { userId: user.id, name: 'Ana' }))
  const reply = await ana.post('/api/v1/hosts/claims', { token: await accounts.claim() })
  assert.deepEqual([reply.statusCode, codeOf(reply)], [409, 'already_a_host'])
  assert.equal((await hostOf(db, user.id))?.id, own)
  assert.deepEqual([...(await findHosts(db, [own, accounts.hostId])).keys()].toSorted(), [own, accounts.hostId].toSorted())
  assert.deepEqual([(await findHost(db, own))?.imported, (await findHost(db, accounts.hostId))?.imported], [false, true])
})

forEachDatabase('of two who hold one link at the same moment, one becomes the host', async (t, db) => {
  const accounts = await newImportedHost(t, db)
  const people = [await signUp(accounts, { email: 'one@example.com' }), await signUp(accounts, { email: 'two@example.com' })]
  const token = await accounts.claim()
  const replies = await Promise.all(people.map((person) => person.post('/api/v1/hosts/claims', { token })))
  assert.deepEqual(
    replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b),
    [201, 404],
  )
})

forEachDatabase('an operator is made of somebody who has signed up', async (t, db) => {
  const accounts = await newAccounts(t, db)
  assert.deepEqual(await grantOperator(accounts.deps, { email: 'otto@example.com' }), { ok: false, error: { code: 'user_not_found' } })
  const otto = await signUp(accounts, { email: 'otto@example.com' })
  const mallory = { name: 'M', email: 'mallory@example.com', password: 'a lamp in the window' }
  await newBrowser(accounts.app).post('/api/auth/sign-up/email', mallory)
  assert.deepEqual(await grantOperator(accounts.deps, { email: 'mallory@example.com' }), { ok: false, error: { code: 'email_unverified' } })
  for (const attempt of [1, 2]) assert.ok((await grantOperator(accounts.deps, { email: 'Otto@Example.com' })).ok, String(attempt))
  assert.deepEqual((await otto.get('/api/v1/me')).json<{ roles: string[] }>().roles, ['operator'])
})

forEachDatabase("the demo's people are known as such, and are no operators by it", async (t, db) => {
  const accounts = await newAccounts(t, db)
  assert.equal(await hasDemoPeople(db), false)
  await createUser(accounts.deps, { name: 'Ana', email: 'ana@demo.example', password: 'merrow-coast', demo: true })
  assert.equal(await hasDemoPeople(db), true)
  const page = accounts.browser()
  await page.post('/api/auth/sign-in/email', { email: 'ana@demo.example', password: 'merrow-coast' })
  assert.deepEqual((await page.get('/api/v1/me')).json<{ roles: string[] }>().roles, [])
})

import assert from 'node:assert/strict'
import { newAccounts, signUp } from '../../test/accounts-server.ts'
import { forEachDatabase } from '../../test/databases.ts'
import { minuteMs, systemClock } from '../kernel/clock.ts'
import { kindOf, write, type Db } from '../platform/db.ts'
import { sessionMsMax, sessionRenewMs } from './auth.ts'
import { findSession } from './find-session.ts'

const ana = { email: 'ana@example.com' }

async function endsIn(db: Db, ms: number): Promise<void> {
  const at = new Date(systemClock.now() + ms)
  await write(db, (tx) =>
    tx
      .updateTable('session')
      .set({ expiresAt: kindOf(db) === 'sqlite' ? at.toISOString() : at })
      .execute(),
  )
}

forEachDatabase('a good session is found by cookie and by bearer token, and is the one that better-auth finds', async (t, db) => {
  const { auth, ...accounts } = await newAccounts(t, db)
  const page = await signUp(accounts, ana)
  const { name } = (await auth.$context).authCookies.sessionToken
  const value = page.jar.get(name) ?? ''
  const theirs = await auth.api.getSession({ headers: new Headers({ cookie: `${name}=${encodeURIComponent(value)}` }) })
  for (const credentials of [
    { cookie: `other=1; ${name}=${encodeURIComponent(value)}` },
    { authorization: `Bearer ${value}` },
    { authorization: `bearer ${encodeURIComponent(value)}` },
    { authorization: `Bearer ${value.split('.')[0]}` },
  ]) {
    const found = await findSession({ auth, db, clock: systemClock }, credentials)
    assert.deepEqual([found?.id, found?.user.id], [theirs?.session.id, theirs?.user.id], Object.keys(credentials)[0])
    const { email, emailVerified } = found?.user ?? assert.fail()
    assert.deepEqual({ email, emailVerified }, { email: ana.email, emailVerified: true })
  }
})

forEachDatabase('what is not signed by us, is over or wants renewing is left to better-auth', async (t, db) => {
  const { auth, ...accounts } = await newAccounts(t, db)
  const page = await signUp(accounts, ana)
  const { name } = (await auth.$context).authCookies.sessionToken
  const value = page.jar.get(name) ?? ''
  const [token = '', signature = ''] = value.split('.')
  const find = (sealed: string) => findSession({ auth, db, clock: systemClock }, { cookie: `${name}=${encodeURIComponent(sealed)}` })
  const flipped = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
  for (const sealed of ['', token, `${token}.`, `${token}.${flipped(signature)}`, `${flipped(token)}.${signature}`, `${value}.x`])
    assert.equal(await find(sealed), undefined, sealed)
  assert.equal(await findSession({ auth, db, clock: systemClock }, { cookie: `other=${value}` }), undefined)
  for (const bearer of [`${token}x`, `${token}.%`, `%${value}`, `${token}.`])
    assert.equal(await findSession({ auth, db, clock: systemClock }, { authorization: `Bearer ${bearer}` }), undefined, bearer)

  await endsIn(db, sessionMsMax - sessionRenewMs + minuteMs)
  assert.ok(await find(value))
  await endsIn(db, sessionMsMax - sessionRenewMs - minuteMs)
  assert.equal(await find(value), undefined, 'it has not been made longer for a day')
  assert.equal((await page.get('/api/v1/me')).statusCode, 200)
  assert.ok(await find(value), 'better-auth has made it longer')
  await endsIn(db, -minuteMs)
  assert.equal(await find(value), undefined)
  assert.equal((await page.get('/api/v1/me')).statusCode, 401)
})

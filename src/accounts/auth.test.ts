import assert from 'node:assert/strict'
import { getMigrations } from 'better-auth/db/migration'
import { newAccounts, password, signUp, tokenIn } from '../../test/accounts-server.ts'
import { forEachDatabase } from '../../test/databases.ts'
import { sameSite } from '../../test/server.ts'
import { authOptions } from './auth.ts'
import { createUser } from './create-user.ts'

const codeOf = (reply: { json(): unknown }) => (reply.json() as { code?: string }).code
const ana = { name: 'Ana Lindqvist', email: 'ana@example.com', password }

forEachDatabase('better-auth finds all its tables as it wants them', async (t, db) => {
  const { deps } = await newAccounts(t, db)
  const complaints: string[] = []
  const options = authOptions(deps, {
    secret: 's'.repeat(40),
    origin: () => 'https://stay.example',
    https: true,
    market: 'Merrow Stays',
    log: { warn: () => undefined, error: () => undefined, info: () => undefined, debug: () => undefined },
  })
  const logger = { level: 'warn', log: (_level: string, message: string) => void complaints.push(message) } as const
  const { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems } = await getMigrations({ ...options, logger })
  assert.deepEqual([toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems], [[], [], [], [], []])
  // On SQLite it writes ISO text where its list of types has only DATE and INTEGER, which a strict table refuses.
  const others = complaints.filter(
    (text) => !/^Field \w+At in table \w+ has a different type.*but got TEXT/.test(text) && !/low-entropy/.test(text),
  )
  assert.deepEqual(others, [])
})

forEachDatabase('who signs up confirms by mail, is signed in then, signs out and in again', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const page = accounts.browser()
  const signedUp = await page.post('/api/auth/sign-up/email', { ...ana, email: ' Ana@Example.com ', next: '/checkout?listing=1' })
  assert.deepEqual([signedUp.statusCode, signedUp.json()], [200, { status: true }])
  assert.equal((await page.get('/api/v1/me')).statusCode, 401)
  const early = await page.post('/api/auth/sign-in/email', { email: ana.email, password })
  assert.deepEqual([early.statusCode, codeOf(early)], [403, 'email_not_verified'])

  const mail = (await accounts.mails())[0]
  assert.equal(mail?.to, 'ana@example.com')
  assert.equal(mail?.subject, 'Confirm your e-mail address for Merrow Stays')
  assert.match(
    mail?.text ?? '',
    /Hello Ana Lindqvist,[\s\S]*https:\/\/stay\.example\/verify-email\?token=\S+&next=%2Fcheckout%3Flisting%3D1/,
  )
  const verified = await page.post('/api/auth/verify-email', { token: tokenIn(mail) })
  assert.equal(verified.statusCode, 200)
  const cookie = String(verified.headers['set-cookie'])
  assert.match(cookie, /__Secure-sojourn\.session_token=.*HttpOnly.*Secure.*SameSite=Lax/i)

  const me = (await page.get('/api/v1/me')).json<{ user: { name: string; email: string; emailVerified: boolean } }>()
  assert.deepEqual([me.user.name, me.user.email, me.user.emailVerified], ['Ana Lindqvist', 'ana@example.com', true])
  await page.post('/api/auth/sign-out')
  assert.equal((await page.get('/api/v1/me')).statusCode, 401)
  const wrong = await page.post('/api/auth/sign-in/email', { email: ana.email, password: 'not the password' })
  assert.deepEqual([wrong.statusCode, codeOf(wrong)], [401, 'invalid_email_or_password'])
  assert.equal((await page.post('/api/auth/sign-in/email', { email: 'ANA@example.com', password })).statusCode, 200)
  assert.equal((await page.get('/api/v1/me')).statusCode, 200)
})

forEachDatabase('a session outlives neither its sign-out nor its copy in another browser', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const page = await signUp(accounts, ana)
  const thief = accounts.browser()
  for (const [name, value] of page.jar) thief.jar.set(name, value)
  assert.equal((await thief.get('/api/v1/me')).statusCode, 200)
  await page.post('/api/auth/sign-out')
  assert.equal((await thief.get('/api/v1/me')).statusCode, 401)
  thief.jar.set('__Secure-sojourn.session_token', 'made-up.signature')
  assert.equal((await thief.get('/api/v1/me')).statusCode, 401)
})

forEachDatabase('a program signs in by bearer token, without cookies and from anywhere', async (t, db) => {
  const accounts = await newAccounts(t, db)
  await signUp(accounts, ana)
  const signedIn = await accounts.browser().post('/api/auth/sign-in/email', { email: ana.email, password })
  assert.ok(!signedIn.payload.includes('token'), 'scripts on a page must not get the token')
  const authorization = `Bearer ${String(signedIn.headers['set-auth-token'])}`
  assert.equal((await accounts.app.inject({ url: '/api/v1/me', headers: { authorization } })).statusCode, 200)
  const ended = await accounts.app.inject({
    method: 'DELETE',
    url: '/api/v1/me/sessions',
    headers: { authorization, origin: 'https://app.example' },
  })
  assert.equal(ended.statusCode, 200)
  assert.equal((await accounts.app.inject({ url: '/api/v1/me', headers: { authorization: 'Bearer nonsense' } })).statusCode, 401)
})

forEachDatabase('a new password signs everybody out, and its link works once', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const page = await signUp(accounts, ana)
  const stranger = accounts.browser()
  assert.equal((await stranger.post('/api/auth/request-password-reset', { email: ana.email })).statusCode, 200)
  const mail = await accounts.lastMail()
  assert.match(mail?.text ?? '', /https:\/\/stay\.example\/reset-password\?token=/)
  const reset = { token: tokenIn(mail), newPassword: 'an entirely new one' }
  assert.equal((await stranger.post('/api/auth/reset-password', reset)).statusCode, 200)
  assert.equal((await page.get('/api/v1/me')).statusCode, 401)
  const again = await stranger.post('/api/auth/reset-password', reset)
  assert.deepEqual([again.statusCode, codeOf(again)], [400, 'invalid_token'])
  assert.equal((await page.post('/api/auth/sign-in/email', { email: ana.email, password })).statusCode, 401)
  assert.equal((await page.post('/api/auth/sign-in/email', { email: ana.email, password: reset.newPassword })).statusCode, 200)
})

forEachDatabase('changing the password ends the other sessions and keeps this one', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const [here, there] = [await signUp(accounts, ana), accounts.browser()]
  await there.post('/api/auth/sign-in/email', { email: ana.email, password })
  const refused = await here.post('/api/auth/change-password', { currentPassword: 'not the password', newPassword: 'an entirely new one' })
  assert.deepEqual([refused.statusCode, codeOf(refused)], [400, 'invalid_password'])
  assert.equal(
    (await here.post('/api/auth/change-password', { currentPassword: password, newPassword: 'an entirely new one' })).statusCode,
    200,
  )
  assert.deepEqual([(await here.get('/api/v1/me')).statusCode, (await there.get('/api/v1/me')).statusCode], [200, 401])
})

forEachDatabase('no answer tells whether an address has an account', async (t, db) => {
  const accounts = await newAccounts(t, db)
  await signUp(accounts, ana)
  const ask = async (url: string, body: object) => {
    const begun = performance.now()
    const reply = await accounts.browser().post(url, body)
    return { status: reply.statusCode, body: reply.payload.replace(/"requestId":"[^"]*"/, ''), slow: performance.now() - begun >= 240 }
  }
  for (const [url, body] of [
    ['/api/auth/sign-up/email', { name: 'Ana', password }],
    ['/api/auth/request-password-reset', {}],
    ['/api/auth/send-verification-email', {}],
    ['/api/auth/sign-in/email', { password: 'not the password' }],
  ] as const) {
    const [known, unknown] = [await ask(url, { ...body, email: ana.email }), await ask(url, { ...body, email: 'nobody@example.com' })]
    if (url.includes('sign-in')) assert.deepEqual([known.status, known.body], [unknown.status, unknown.body])
    else assert.deepEqual([known, known.slow], [unknown, true], url)
  }
  const told = (await accounts.mails()).find((mail) => mail.subject === 'You already have an account at Merrow Stays')
  assert.equal(told?.to, ana.email)
})

forEachDatabase('who signs up first with an address that is not theirs keeps no way in', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const thief = accounts.browser()
  await thief.post('/api/auth/sign-up/email', { ...ana, password: 'the thief knows this' })
  const old = tokenIn(await accounts.lastMail())
  const page = await signUp(accounts, ana)
  assert.equal((await page.get('/api/v1/me')).statusCode, 200)
  assert.equal((await thief.post('/api/auth/sign-in/email', { email: ana.email, password: 'the thief knows this' })).statusCode, 401)
  assert.equal((await thief.post('/api/auth/verify-email', { token: old })).statusCode, 401)
  assert.equal((await db.selectFrom('user').select('id').execute()).length, 1)
})

forEachDatabase('writes from other sites and unknown paths find no door', async (t, db) => {
  const { app } = await newAccounts(t, db)
  const crossed = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: ana,
    headers: { origin: 'https://evil.example' },
  })
  assert.deepEqual([crossed.statusCode, codeOf(crossed)], [403, 'cross_site_request'])
  for (const url of ['/api/auth/update-session', '/api/auth/delete-user', '/api/auth/list-sessions', '/api/auth/set-password']) {
    const reply = await app.inject({ method: 'POST', url, payload: {}, headers: sameSite })
    assert.deepEqual([reply.statusCode, reply.headers['content-type']], [404, 'application/problem+json'], url)
  }
})

forEachDatabase('one person sees and ends no session of another', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const [ben, eve] = [await signUp(accounts, { email: 'ben@example.com' }), await signUp(accounts, { email: 'eve@example.com' })]
  type List = { items: { id: string; current: boolean; address: string }[] }
  const [bens, eves] = [(await ben.get('/api/v1/me/sessions')).json<List>(), (await eve.get('/api/v1/me/sessions')).json<List>()]
  assert.deepEqual([bens.items.length, eves.items.length], [1, 1])
  assert.deepEqual([bens.items[0]?.current, bens.items[0]?.address], [true, '127.0.0.1'])
  assert.notEqual(bens.items[0]?.id, eves.items[0]?.id)
  const theft = await eve.delete(`/api/v1/me/sessions/${bens.items[0]?.id ?? ''}`)
  assert.deepEqual([theft.statusCode, codeOf(theft)], [404, 'session_not_found'])
  assert.equal((await ben.get('/api/v1/me')).statusCode, 200)
  await eve.delete('/api/v1/me/sessions')
  assert.deepEqual([(await ben.get('/api/v1/me')).statusCode, (await eve.get('/api/v1/me')).statusCode], [200, 200])
  assert.equal((await ben.delete(`/api/v1/me/sessions/${bens.items[0]?.id ?? ''}`)).statusCode, 200)
  assert.equal((await ben.get('/api/v1/me')).statusCode, 401)
})

forEachDatabase('somebody made on the command line signs in at once', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const made = await createUser(accounts.deps, { ...ana, operator: true })
  assert.ok(made.ok)
  const page = accounts.browser()
  assert.equal((await page.post('/api/auth/sign-in/email', { email: ana.email, password })).statusCode, 200)
  assert.deepEqual((await page.get('/api/v1/me')).json<{ roles: string[] }>().roles, ['operator'])
  assert.deepEqual(await createUser(accounts.deps, ana), { ok: false, error: { code: 'email_taken' } })
})

forEachDatabase('one address signing up twelve times at once is one account, and nobody sees an error', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const replies = await Promise.all(Array.from({ length: 12 }, () => accounts.browser().post('/api/auth/sign-up/email', ana)))
  assert.deepEqual(new Set(replies.map((reply) => reply.statusCode)), new Set([200]))
  const users = await db.selectFrom('user').select('id').execute()
  const ways = await db.selectFrom('account').select('userId').execute()
  assert.equal(users.length, 1)
  assert.deepEqual(
    ways.map(({ userId }) => userId),
    [users[0]?.id],
  )
})

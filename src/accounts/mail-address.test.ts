import assert from 'node:assert/strict'
import { newAccounts, password, signUp, tokenIn } from '../../test/accounts-server.ts'
import { forEachDatabase } from '../../test/databases.ts'

const codeOf = (reply: { statusCode: number; json(): unknown }) =>
  `${reply.statusCode} ${(reply.json() as { code?: string }).code ?? ''}`.trim()
const [old, fresh] = ['ana@example.com', 'ana@new.example']
type Me = { user: { email: string; emailVerified: boolean } }

forEachDatabase('a new address counts once the mail there is answered, and the old one is told', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const ana = await signUp(accounts, { email: old })
  const change = (over: object = {}) => ana.post('/api/auth/change-email', { newEmail: fresh, password, ...over })
  assert.equal(codeOf(await accounts.browser().post('/api/auth/change-email', { newEmail: fresh, password })), '401 sign_in_required')
  assert.equal(codeOf(await change({ password: 'not the password' })), '403 wrong_password')
  assert.equal(codeOf(await change({ newEmail: old })), '409 same_email')
  assert.equal(codeOf(await change()), '200')
  const asked = await accounts.lastMail()
  assert.deepEqual([asked?.to, asked?.subject], [fresh, 'Confirm your new address for Merrow Stays'])
  assert.equal((await ana.get('/api/v1/me')).json<Me>().user.email, old, 'not yet')

  assert.equal(codeOf(await ana.post('/api/auth/verify-email', { token: tokenIn(asked) })), '200')
  assert.deepEqual((await ana.get('/api/v1/me')).json<Me>().user.email, fresh)
  const told = await accounts.lastMail()
  assert.deepEqual([told?.to, told?.subject], [old, 'Your address at Merrow Stays was changed'])
  assert.equal(told?.text.includes(fresh), false)
  const again = accounts.browser()
  assert.equal(codeOf(await again.post('/api/auth/sign-in/email', { email: old, password })), '401 invalid_email_or_password')
  assert.equal(codeOf(await again.post('/api/auth/sign-in/email', { email: fresh, password })), '200')
})

forEachDatabase('nobody learns by it who else has an account, and nobody takes an address that is taken', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const [ana, eve] = [await signUp(accounts, { email: old }), await signUp(accounts, { email: 'eve@example.com', name: 'Eve' })]
  const before = (await accounts.mails()).length
  assert.equal(codeOf(await eve.post('/api/auth/change-email', { newEmail: old, password })), '200', 'answered like any other')
  assert.equal((await accounts.mails()).length, before)
  await eve.post('/api/auth/change-email', { newEmail: fresh, password })
  const token = tokenIn(await accounts.lastMail())
  assert.equal(codeOf(await ana.post('/api/auth/verify-email', { token })).startsWith('4'), true, 'whoever else is signed in cannot use it')
  await signUp(accounts, { email: fresh, name: 'Kim' })
  assert.equal(codeOf(await eve.post('/api/auth/verify-email', { token })), '409 email_taken')
  const forged = `${token.split('.').slice(0, 2).join('.')}.AAAA`
  const mails = (await accounts.mails()).length
  assert.notEqual(codeOf(await accounts.browser().post('/api/auth/verify-email', { token: forged })), '200')
  assert.equal((await accounts.mails()).length, mails, 'a forged token tells nobody anything')
  assert.equal((await eve.get('/api/v1/me')).json<Me>().user.email, 'eve@example.com')
})

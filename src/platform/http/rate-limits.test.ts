import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newServer, sameSite } from '../../../test/server.ts'
import type { App } from './app.ts'

const limits = { general: 3, sign_in: 2, booking: 1 }

async function routes(app: App) {
  app.get('/places', { config: { access: 'public' } }, async () => ({}))
  app.get('/search', { config: { access: 'public' } }, async () => ({}))
  app.post('/sign-in', { config: { access: 'public', limit: 'sign_in' } }, async () => ({}))
  app.post('/bookings', { config: { access: 'signed_in', limit: 'booking' } }, async () => ({}))
}

test('who asks too often is told when to come back, and only the one who does', async () => {
  const { app } = await newServer(routes, { limits })
  const ask = (url: string, remoteAddress: string) => app.inject({ url, remoteAddress })
  for (let left = 2; left >= 0; left--) {
    const reply = await ask(left === 1 ? '/search' : '/places', '192.0.2.1')
    assert.equal(reply.statusCode, 200)
    assert.equal(reply.headers['ratelimit-limit'], '3')
    assert.equal(reply.headers['ratelimit-remaining'], String(left))
  }
  const refused = await ask('/places', '192.0.2.1')
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.json<{ code: string }>().code, 'rate_limited')
  assert.ok(Number(refused.headers['retry-after']) > 0)
  assert.ok(Number(refused.headers['ratelimit-reset']) > 0)
  assert.equal((await ask('/places', '192.0.2.2')).statusCode, 200)
  await app.close()
})

test('an IPv6 network counts as one visitor', async () => {
  const { app } = await newServer(routes, { limits })
  for (const end of ['1', '2', '3']) await app.inject({ url: '/places', remoteAddress: `2001:db8::${end}` })
  assert.equal((await app.inject({ url: '/places', remoteAddress: '2001:db8::ffff' })).statusCode, 429)
  assert.equal((await app.inject({ url: '/places', remoteAddress: '2001:db8:1::1' })).statusCode, 200)
  await app.close()
})

test('two who are signed in share an address and not a limit', async () => {
  const { app } = await newServer(routes, { limits })
  const book = (who: string) => app.inject({ method: 'POST', url: '/bookings', headers: { ...sameSite, cookie: `who=${who}` } })
  assert.deepEqual([(await book('ben')).statusCode, (await book('ben')).statusCode, (await book('ana')).statusCode], [200, 429, 200])
  await app.close()
})

test('signing in counts by address, whoever one claims to be', async () => {
  const { app } = await newServer(routes, { limits })
  const signIn = (who: string) => app.inject({ method: 'POST', url: '/sign-in', headers: { ...sameSite, cookie: `who=${who}` } })
  assert.deepEqual([(await signIn('ben')).statusCode, (await signIn('ana')).statusCode, (await signIn('otto')).statusCode], [200, 200, 429])
  await app.close()
})

test('a forwarded address counts only when a trusted proxy tells it', async () => {
  const forwarded = (address: string) => ({ url: '/places', headers: { 'x-forwarded-for': address }, remoteAddress: '10.0.0.1' })
  const alone = await newServer(routes, { limits })
  for (const last of [1, 2, 3]) await alone.app.inject(forwarded(`192.0.2.${last}`))
  assert.equal((await alone.app.inject(forwarded('192.0.2.4'))).statusCode, 429)
  await alone.app.close()
  for (const trustProxy of [1, ['10.0.0.0/8']]) {
    const behind = await newServer(routes, { limits, trustProxy })
    for (const last of [1, 2, 3]) await behind.app.inject(forwarded(`192.0.2.${last}`))
    assert.equal((await behind.app.inject(forwarded('192.0.2.4'))).statusCode, 200)
    // What the visitor himself wrote before the proxy added to it changes nothing.
    for (const made of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) await behind.app.inject(forwarded(`${made}, 192.0.2.9`))
    assert.equal((await behind.app.inject(forwarded('4.4.4.4, 192.0.2.9'))).statusCode, 429)
    await behind.app.close()
  }
})

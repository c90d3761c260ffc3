import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newServer, sameSite } from '../../../test/server.ts'
import type { Access } from './access.ts'

const nobody = {}
const ben = { cookie: 'who=ben' }
const ana = { cookie: 'who=ana' }
const otto = { cookie: 'who=otto' }

const table: [Access, { nobody: number; ben: number; ana: number; otto: number }][] = [
  ['public', { nobody: 200, ben: 200, ana: 200, otto: 200 }],
  ['signed_in', { nobody: 401, ben: 200, ana: 200, otto: 200 }],
  ['host', { nobody: 401, ben: 403, ana: 200, otto: 403 }],
  ['operator', { nobody: 401, ben: 403, ana: 403, otto: 200 }],
  ['provider', { nobody: 200, ben: 200, ana: 200, otto: 200 }],
  ['development', { nobody: 404, ben: 404, ana: 404, otto: 404 }],
  ['monitor', { nobody: 401, ben: 403, ana: 403, otto: 200 }],
]

for (const [access, expected] of table) {
  test(`a route with access '${access}' lets in exactly whom it names`, async () => {
    const { app } = await newServer((app) => void app.get('/thing', { config: { access } }, async () => ({ ok: true })))
    for (const [who, headers] of Object.entries({ nobody, ben, ana, otto })) {
      // Asked under the public name, so that no one is a program on this machine.
      const reply = await app.inject({ url: '/thing', headers: { host: 'stay.example', ...headers } })
      assert.equal(reply.statusCode, expected[who as keyof typeof expected], who)
    }
    await app.close()
  })
}

test('who is not signed in is told so, and who lacks the role is told no more than that', async () => {
  const { app } = await newServer((app) => void app.get('/thing', { config: { access: 'operator' } }, async () => ({ ok: true })))
  assert.equal((await app.inject('/thing')).json<{ code: string }>().code, 'sign_in_required')
  assert.equal((await app.inject({ url: '/thing', headers: ben })).json<{ code: string }>().code, 'forbidden')
  await app.close()
})

test('development routes are there where the demo lives', async () => {
  const { app } = await newServer((app) => void app.get('/mails', { config: { access: 'development' } }, async () => ({ ok: true })), {
    development: true,
  })
  assert.equal((await app.inject('/mails')).statusCode, 200)
  await app.close()
})

test('a route that does not say who may call it stops the start', async () => {
  const wrong = [{}, { config: {} }, { config: { access: 'everybody' } }] as object[]
  for (const options of wrong) {
    await assert.rejects(
      newServer((app) => void app.get('/thing', options, async () => ({ ok: true }))),
      /GET \/thing does not say who may call it/,
    )
  }
})

test('a program on this machine may read the metrics; one that a proxy speaks for may not', async () => {
  const { app } = await newServer((app) => void app.get('/metrics', { config: { access: 'monitor' } }, async () => ({ ok: true })))
  const status = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    (await app.inject({ url: '/metrics', headers: { host: 'localhost:3000', ...headers }, remoteAddress })).statusCode
  assert.equal(await status({}), 200)
  assert.equal(await status({}, '::ffff:127.0.0.1'), 200)
  assert.equal(await status({}, '192.0.2.1'), 401)
  assert.equal(await status({ host: 'stay.example' }), 401)
  assert.equal(await status({ 'x-forwarded-for': '192.0.2.1' }), 401)
  assert.equal(await status({ forwarded: 'for=192.0.2.1' }), 401)
  await app.close()
})

test('who may not call a route is told before the body is read', async () => {
  const { app } = await newServer((app) => void app.post('/thing', { config: { access: 'signed_in' } }, async () => ({ ok: true })))
  const reply = await app.inject({
    method: 'POST',
    url: '/thing',
    headers: { ...sameSite, 'content-type': 'application/json' },
    payload: '{broken',
  })
  assert.equal(reply.statusCode, 401)
  await app.close()
})

test('a market on loopback answers to no other name', async () => {
  const { app } = await newServer((app) => void app.get('/thing', { config: { access: 'public' } }, async () => ({ ok: true })), {
    loopbackOnly: true,
  })
  for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000']) {
    assert.equal((await app.inject({ url: '/thing', headers: { host } })).statusCode, 200, host)
  }
  const rebound = await app.inject({ url: '/thing', headers: { host: 'evil.example:3000' } })
  assert.equal(rebound.statusCode, 421)
  assert.equal(rebound.json<{ code: string }>().code, 'wrong_host')
  await app.close()
})

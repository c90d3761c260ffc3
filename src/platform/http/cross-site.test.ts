import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newServer, origin, sameSite } from '../../../test/server.ts'
import type { App } from './app.ts'

const cookie = 'who=ben'

async function routes(app: App) {
  app.post('/act', { config: { access: 'public' } }, async (request) => ({ who: (await request.actor())?.name ?? null }))
  app.post('/webhook', { config: { access: 'provider' } }, async () => ({ who: 'provider' }))
  app.get('/act', { config: { access: 'public' } }, async () => ({ who: 'reader' }))
}

const writes: [what: string, headers: Record<string, string>, status: number][] = [
  ['its own page', { cookie, ...sameSite }, 200],
  ['its own page, in a browser that sends the origin alone', { cookie, origin }, 200],
  ['its own page, in a browser that sends the fetch site alone', { cookie, 'sec-fetch-site': 'same-origin' }, 200],
  ['the address bar', { cookie, 'sec-fetch-site': 'none' }, 200],
  ['another site', { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
  ['another site that hides its name', { cookie, origin: 'null' }, 403],
  ['another site without a cookie, to sign somebody in', { origin: 'https://evil.example' }, 403],
  ['a neighbour on the same domain', { cookie, origin: 'https://blog.stay.example', 'sec-fetch-site': 'same-site' }, 403],
  ['our name over http', { cookie, origin: 'http://stay.example' }, 403],
  ['our name at another port', { cookie, origin: 'https://stay.example:8443' }, 403],
  ['a name that begins like ours', { cookie, origin: 'https://stay.example.evil.example' }, 403],
  ['headers that contradict each other', { cookie, origin, 'sec-fetch-site': 'cross-site' }, 403],
  ['a program with a cookie and no origin', { cookie }, 403],
  ['a program without a cookie', {}, 200],
  ['a program with a bearer token', { authorization: 'Bearer ben' }, 200],
  ['a program with a bearer token from elsewhere', { authorization: 'Bearer ben', origin: 'https://app.example' }, 200],
]

for (const [what, headers, status] of writes) {
  test(`a write from ${what} is ${status === 200 ? 'taken' : 'refused'}`, async () => {
    const { app } = await newServer(routes)
    const reply = await app.inject({ method: 'POST', url: '/act', headers })
    assert.equal(reply.statusCode, status)
    if (status === 403) assert.equal(reply.json<{ code: string }>().code, 'cross_site_request')
    await app.close()
  })
}

test('reading is not checked: it changes nothing', async () => {
  const { app } = await newServer(routes)
  const reply = await app.inject({ url: '/act', headers: { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } })
  assert.equal(reply.statusCode, 200)
  await app.close()
})

test('a bearer token does not carry a cookie past the check', async () => {
  const { app } = await newServer(routes)
  const headers = { authorization: 'Bearer nobody', cookie, origin: 'https://evil.example' }
  assert.deepEqual((await app.inject({ method: 'POST', url: '/act', headers })).json(), { who: null })
  await app.close()
})

test('a webhook proves itself in the request and needs no origin', async () => {
  const { app } = await newServer(routes)
  assert.equal((await app.inject({ method: 'POST', url: '/webhook', headers: { cookie } })).statusCode, 200)
  await app.close()
})

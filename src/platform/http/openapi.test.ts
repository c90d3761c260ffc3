import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { newServer } from '../../../test/server.ts'
import { calendarDate } from '../../kernel/calendar-date.ts'
import { idWire, moneyWire, nightWire } from '../wire.ts'
import type { App } from './app.ts'
import { docsRoutes } from './docs-page.ts'

const stayWire = z.object({ checkIn: nightWire, total: moneyWire }).meta({ id: 'TestStay' })

async function routes(app: App) {
  await docsRoutes(app)
  app.post(
    '/api/v1/stays/:id',
    {
      config: { access: 'signed_in' },
      schema: {
        summary: 'Book a stay',
        params: z.object({ id: idWire() }),
        body: z.object({ checkIn: nightWire }),
        response: { 201: z.object({ stay: moneyWire }) },
      },
    },
    async (_request, reply) => reply.code(201).send({ stay: { minor: 1, currency: 'EUR' } }),
  )
  app.get('/api/v1/stays', { config: { access: 'public' }, schema: { summary: 'Stays', response: { 200: stayWire } } }, async () => ({
    checkIn: calendarDate('2030-07-01'),
    total: { minor: 1, currency: 'EUR' },
  }))
  app.get('/internal', { config: { access: 'public' } }, async () => ({}))
}

type Operation = {
  operationId: string
  security: object[]
  responses: Record<string, { content: Record<string, { schema: { $ref: string } }> }>
}
type Description = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } }

test('the description tells of every route under /api/v1: who may call it, what it answers and how it says no', async () => {
  const { app } = await newServer(routes)
  const description = (await app.inject('/api/openapi.json')).json<Description>()
  assert.equal(description.openapi, '3.1.0')
  assert.deepEqual(Object.keys(description.paths).toSorted(), ['/api/v1/stays', '/api/v1/stays/{id}'])
  const book = description.paths['/api/v1/stays/{id}']?.post
  assert.deepEqual(book?.security, [{ cookie: [] }, { bearer: [] }])
  assert.equal(book?.operationId, 'postStaysId')
  assert.deepEqual(Object.keys(book?.responses ?? {}).toSorted(), ['201', '4XX'])
  assert.equal(book?.responses['4XX']?.content['application/problem+json']?.schema.$ref, '#/components/schemas/Problem')
  assert.deepEqual(description.paths['/api/v1/stays']?.get?.security, [])
  assert.equal(
    description.paths['/api/v1/stays']?.get?.responses['200']?.content['application/json']?.schema.$ref,
    '#/components/schemas/TestStay',
  )
  assert.deepEqual(Object.keys(description.components.schemas).toSorted(), ['Money', 'Problem', 'TestStay'])
  await app.close()
})

test('the reference needs nothing from elsewhere and runs under a strict policy', async () => {
  const { app } = await newServer(routes)
  const page = await app.inject('/api/docs')
  assert.ok(!/https?:/.test(page.payload), 'the page names another site')
  assert.match(String(page.headers['content-security-policy']), /script-src 'self';/)
  const scripts = [...page.payload.matchAll(/src="([^"]+)"/g)].map(([, src = '']) => src)
  assert.deepEqual(scripts, ['/api/docs/scalar.js', '/api/docs/start.js'])
  for (const src of scripts) {
    const script = await app.inject(src)
    assert.deepEqual([script.statusCode, script.headers['content-type']], [200, 'text/javascript'], src)
  }
  await app.close()
})

import assert from 'node:assert/strict'
import { get } from 'node:http'
import { test } from 'node:test'
import { newServer, portOf } from '../../../test/server.ts'
import { newMetrics } from '../telemetry.ts'
import { healthRoutes, type Check } from './health.ts'
import { closeServer } from './shutdown.ts'

async function newHealth(checks: Record<string, Check>, stopping = false) {
  const metrics = newMetrics({ process: false })
  return newServer((app) => healthRoutes(app, { checks, metrics, stopping: () => stopping }), { metrics })
}

test('ready says which part is not, and nothing more of it', async () => {
  const checks = {
    database: async () => true,
    search: async () => false,
    mail: async () => {
      throw new Error('secret plan')
    },
    stuck: () => new Promise<boolean>(() => {}),
  }
  const { app, lines } = await newHealth(checks)
  const reply = await app.inject('/ready')
  assert.equal(reply.statusCode, 503)
  assert.deepEqual(reply.json(), { status: 'not_ready', checks: { database: 'ok', search: 'failed', mail: 'failed', stuck: 'failed' } })
  assert.ok(lines.some((line) => line.includes('secret plan')))
  assert.equal((await app.inject('/health')).statusCode, 200)
  await app.close()
})

test('a process that is ending is alive, and not ready for more', async () => {
  const well = await newHealth({ database: async () => true })
  assert.deepEqual((await well.app.inject('/ready')).json(), { status: 'ready', checks: { database: 'ok' } })
  await well.app.close()
  const ending = await newHealth({ database: async () => true }, true)
  assert.equal((await ending.app.inject('/ready')).statusCode, 503)
  await ending.app.close()
})

test('metrics count requests by route, never by address', async () => {
  const { app } = await newHealth({})
  await app.inject('/health')
  await app.inject('/nowhere/secret')
  await new Promise((resolve) => setImmediate(resolve))
  const page = (await app.inject({ url: '/metrics', headers: { host: 'localhost' } })).payload
  assert.match(page, /sojourn_http_request_duration_seconds_count\{method="GET",route="\/health",status="200"\} 1/)
  assert.match(page, /route="none",status="404"/)
  assert.ok(!page.includes('secret'))
  await app.close()
})

test('closing lets a request under way end, and cuts off one that never does', async () => {
  let finish = () => {}
  const { app } = await newServer((app) => {
    app.get('/slow', { config: { access: 'public' } }, () => new Promise((resolve) => (finish = () => resolve({ done: true }))))
    app.get('/never', { config: { access: 'public' } }, () => new Promise(() => {}))
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const port = portOf(app)
  const ask = (path: string) =>
    new Promise<number | string>((resolve) => {
      get({ port, host: '127.0.0.1', path }, (reply) => resolve(reply.resume().statusCode ?? 0)).on('error', () => resolve('cut off'))
    })
  const [slow, never] = [ask('/slow'), ask('/never')]
  await new Promise((resolve) => setTimeout(resolve, 100))
  const closed = closeServer(app, 300)
  finish()
  assert.equal(await slow, 200)
  assert.equal(await never, 'cut off')
  await closed
})

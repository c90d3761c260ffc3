import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ensureSite } from '../bin/site.mjs'
import { createApp } from '../src/app.ts'
import { parseConfig } from '../src/config.ts'
import { openSite } from '../src/open-site.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { marketSecret } from './market.ts'
import { tempFolder } from './temp.ts'

const settings = { name: 'Sojourn', region: '', operator: '', phone: '', accent: null, tiles: null, formTargets: [], testing: true }

for (const threads of [0, 1]) {
  test(`pages drawn by ${threads} threads say what is known of the market when they start`, async () => {
    await ensureSite()
    const config = parseConfig({ PORT: '0', SOJOURN_DATA: tempFolder('open-site'), SOJOURN_LOG_LEVEL: 'error', SOJOURN_DEMO: 'off' })
    assert.ok(config.ok)
    const log = newLogger({ level: 'error' })
    const app = await createApp({ config: config.value, secret: marketSecret, log })
    const said = { ...settings }
    after(() => app.stop())
    const site = await openSite(app, { settings: said, log, threads })
    said.name = 'Nordhavn'
    await app.start(undefined, () => site.start())
    const drawn = await app.server.inject({ url: '/sign-in', headers: { host: '127.0.0.1' } })
    const form = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1' }
    const posted = await app.server.inject({ method: 'POST', url: '/sign-in', headers: { host: '127.0.0.1', ...form }, payload: 'email=' })
    assert.equal(drawn.statusCode, 200)
    for (const page of [drawn, posted]) assert.match(page.body, /Nordhavn/)
  })
}

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { configMessage, loopbackOrigin, parseConfig, type Config, type Environment } from './config.ts'
import { configurationDocument } from './config-document.ts'
import { seededRandom } from './kernel/random.ts'
import { loadSecret } from './secret.ts'
import { settings } from './settings.ts'

const publicMarket = {
  HOST: '0.0.0.0',
  SOJOURN_ORIGIN: 'https://stay.example.org',
  SOJOURN_SECRET: 'x'.repeat(32),
  SOJOURN_SMTP_URL: 'smtp://mail.example.org',
  SOJOURN_MAIL_FROM: 'Stay <stay@example.org>',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
}

function accepted(env: Environment): Config {
  const parsed = parseConfig(env)
  assert.ok(parsed.ok, parsed.ok ? '' : configMessage(parsed.error))
  return parsed.value
}

function refused(env: Environment): readonly string[] {
  const parsed = parseConfig(env)
  assert.ok(!parsed.ok, 'these settings should have been refused')
  return parsed.error
}

test('without any setting the market runs on this machine alone, with everything to try it', () => {
  const config = accepted({})
  assert.equal(config.reach, 'loopback')
  assert.equal(config.port, 3000)
  assert.equal(config.databaseUrl, 'sqlite:data/sojourn.db')
  assert.deepEqual(config.demo, { town: true, mailbox: true, sandbox: true, public: false })
  assert.deepEqual(config.secret, { kind: 'generate', path: 'data/secret' })
  assert.ok(Object.isFrozen(config) && Object.isFrozen(config.market.currencies))
})

const valid: [Environment, (config: Config) => unknown, unknown][] = [
  [{ PORT: '0' }, (config) => config.port, 0],
  [{ PORT: '' }, (config) => config.port, 3000],
  [{ HOST: '::1' }, (config) => config.reach, 'loopback'],
  [{ SOJOURN_DATA: '/var/sojourn' }, (config) => config.databaseUrl, 'sqlite:/var/sojourn/sojourn.db'],
  [{ DATABASE_URL: 'mariadb://a:b@db:3306/stay' }, (config) => config.databaseUrl, 'mysql://a:b@db:3306/stay'],
  [{ DATABASE_URL: 'mysql://a:b@db/stay' }, (config) => config.databaseUrl, 'mysql://a:b@db/stay'],
  [{ DATABASE_URL: 'sqlite:x.db' }, (config) => config.databaseUrl, 'sqlite:x.db'],
  [{ SOJOURN_ORIGIN: 'http://localhost:8080/' }, (config) => [config.origin, config.reach], ['http://localhost:8080', 'loopback']],
  [{}, (config) => config.trustProxy, 0],
  [{ ...publicMarket, HOST: undefined }, (config) => config.trustProxy, ['loopback']],
  [publicMarket, (config) => config.trustProxy, 0],
  [{ SOJOURN_TRUST_PROXY: '2' }, (config) => config.trustProxy, 2],
  [{ SOJOURN_TRUST_PROXY: '10.0.0.0/8, loopback' }, (config) => config.trustProxy, ['10.0.0.0/8', 'loopback']],
  [{ SOJOURN_CURRENCIES: 'EUR, JPY,EUR' }, (config) => config.market.currencies, ['EUR', 'JPY']],
  [{ SOJOURN_ACCENT: '#0F6E6E' }, (config) => config.market.accent, '#0f6e6e'],
  [{ SOJOURN_DEMO: 'off' }, (config) => config.demo, { town: false, mailbox: true, sandbox: true, public: false }],
  [publicMarket, (config) => config.demo, { town: false, mailbox: false, sandbox: false, public: false }],
  [publicMarket, (config) => config.stripe?.webhookSecret, 'whsec_1'],
  [
    { SOJOURN_TILE_URL: 'https://tiles.example/{z}/{x}/{y}.png', SOJOURN_TILE_ATTRIBUTION: '© OSM' },
    (config) => config.market.tiles,
    { kind: 'pictures', url: 'https://tiles.example/{z}/{x}/{y}.png', attribution: '© OSM', file: null },
  ],
  [
    { SOJOURN_TILE_URL: 'https://maps.example/city.pmtiles?v=2' },
    (config) => config.market.tiles,
    { kind: 'pmtiles', url: 'https://maps.example/city.pmtiles?v=2', attribution: '', file: null },
  ],
  [
    { SOJOURN_TILE_URL: 'file:city.pmtiles', SOJOURN_DATA: '/srv/data' },
    (config) => config.market.tiles,
    { kind: 'pmtiles', url: '/map.pmtiles', attribution: '', file: '/srv/data/city.pmtiles' },
  ],
  [
    { HOST: '0.0.0.0', SOJOURN_ORIGIN: 'http://demo.example', SOJOURN_SECRET_FILE: '/run/secret', SOJOURN_DEMO: 'public' },
    (config) => config.demo,
    { town: true, mailbox: true, sandbox: true, public: true },
  ],
]

for (const [env, look, expected] of valid) {
  test(`${JSON.stringify(env)} means ${JSON.stringify(expected)}`, () => assert.deepEqual(look(accepted(env)), expected))
}

const invalid: [Environment, RegExp][] = [
  [{ PORT: '70000' }, /^PORT \("70000"\) is no whole number from 0 to 65535/],
  [{ PORT: '3e3' }, /^PORT/],
  [{ HOST: 'a b' }, /^HOST/],
  [{ DATABASE_URL: 'postgres://u:geheim@db/stay' }, /^DATABASE_URL starts with none of sqlite:/],
  [{ DATABASE_URL: 'mysql://u:geheim@db' }, /^DATABASE_URL names no database/],
  [{ SOJOURN_ORIGIN: 'https://a.example/shop' }, /^SOJOURN_ORIGIN .* more than scheme/],
  [{ SOJOURN_ORIGIN: 'ftp://a.example' }, /^SOJOURN_ORIGIN/],
  [{ SOJOURN_SECRET: 'short' }, /^SOJOURN_SECRET is shorter than 32/],
  [{ SOJOURN_SECRET: 'x'.repeat(40), SOJOURN_SECRET_FILE: '/x' }, /both set/],
  [{ SOJOURN_CURRENCIES: 'EUR,XXL' }, /unknown currencies: XXL/],
  [{ SOJOURN_TILE_URL: 'https://tiles.example/{z}/{x}' }, /^SOJOURN_TILE_URL/],
  [{ SOJOURN_TILE_URL: 'http://tiles.example/city.pmtiles' }, /^SOJOURN_TILE_URL/],
  [{ SOJOURN_TILE_URL: 'file:../secret.pmtiles' }, /^SOJOURN_TILE_URL/],
  [{ SOJOURN_TILE_URL: 'file:secret' }, /^SOJOURN_TILE_URL/],
  [{ SOJOURN_SMTP_URL: 'http://mail' }, /^SOJOURN_SMTP_URL starts with neither/],
  [{ SOJOURN_SMTP_URL: 'smtp://mail' }, /not SOJOURN_MAIL_FROM/],
  [{ SOJOURN_MAIL_FROM: 'a@b\r\nBcc: c@d' }, /^SOJOURN_MAIL_FROM/],
  [{ STRIPE_SECRET_KEY: 'pk_live_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }, /^STRIPE_SECRET_KEY does not start/],
  [{ STRIPE_SECRET_KEY: 'sk_1' }, /belong together/],
  [{ SOJOURN_TRUST_PROXY: 'everybody' }, /^SOJOURN_TRUST_PROXY/],
  [{ SOJOURN_TRUST_PROXY: '10.0.0.0/64' }, /^SOJOURN_TRUST_PROXY/],
  [{ SOJOURN_DEMO: 'yes' }, /^SOJOURN_DEMO .* none of auto, off, public/],
  [{ SOJOURN_ACCENT: 'teal' }, /^SOJOURN_ACCENT/],
  [{ SOJOURN_ORIGN: 'https://a.example' }, /^SOJOURN_ORIGN is no setting; did you mean SOJOURN_ORIGIN\?/],
  [{ SOJOURN_PORT: '1' }, /did you mean PORT\?/],
  [{ SOJOURN_ZZZZZZZZ: '1' }, /^SOJOURN_ZZZZZZZZ is no setting$/],
  [{ ...publicMarket, SOJOURN_ORIGIN: undefined }, /SOJOURN_ORIGIN must say/],
  [{ ...publicMarket, SOJOURN_SECRET: undefined }, /SOJOURN_SECRET or SOJOURN_SECRET_FILE must be set/],
  [{ ...publicMarket, SOJOURN_SMTP_URL: undefined }, /read all mail on the mailbox page/],
  [{ ...publicMarket, STRIPE_SECRET_KEY: undefined, STRIPE_WEBHOOK_SECRET: undefined }, /payment sandbox/],
  [{ SOJOURN_ORIGIN: 'https://behind-a-proxy.example' }, /payment sandbox/],
]

for (const [env, expected] of invalid) {
  test(`${JSON.stringify(env)} is refused`, () => {
    const problems = refused(env)
    assert.ok(
      problems.some((problem) => expected.test(problem)),
      problems.join('\n'),
    )
  })
}

test('one message lists every problem and shows no secret', () => {
  const message = configMessage(
    refused({ PORT: 'x', SOJOURN_SECRET: 'hunter2', DATABASE_URL: 'pg://u:geheim@h/d', SOJOURN_LOGLEVEL: 'info' }),
  )
  for (const part of ['PORT', 'SOJOURN_SECRET', 'DATABASE_URL', 'did you mean SOJOURN_LOG_LEVEL?']) {
    assert.ok(message.includes(part), message)
  }
  assert.ok(!message.includes('hunter2') && !message.includes('geheim'))
})

test('a wrong value of a setting names what is expected', () => {
  assert.match(refused({ SOJOURN_REQUESTS_PER_MINUTE: '1' })[0] ?? '', /expected a whole number from 10 to 1000000/)
})

test('the secret is made once, readable by its owner alone, and read again at the next start', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-secret-'))
  const source = { kind: 'generate', path: path.join(folder, 'data', 'secret') } as const
  const first = loadSecret(source, seededRandom(1))
  const second = loadSecret(source, seededRandom(2))
  assert.ok(first.ok && second.ok)
  assert.equal(first.value.length, 43)
  assert.equal(second.value, first.value)
  assert.equal(statSync(source.path).mode & 0o777, 0o600)
  rmSync(folder, { recursive: true })
})

test('a secret file that is missing or too short is told', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-secret-'))
  const file = path.join(folder, 'secret')
  assert.deepEqual(loadSecret({ kind: 'file', path: file }, seededRandom(1)), {
    ok: false,
    error: `the secret's file ${file} cannot be read`,
  })
  writeFileSync(file, 'short\n')
  assert.equal(loadSecret({ kind: 'file', path: file }, seededRandom(1)).ok, false)
  writeFileSync(file, `${'y'.repeat(32)}\n`)
  assert.deepEqual(loadSecret({ kind: 'file', path: file }, seededRandom(1)), { ok: true, value: 'y'.repeat(32) })
  rmSync(folder, { recursive: true })
})

test('the document tells of every setting', () => {
  const text = configurationDocument()
  for (const name of Object.keys(settings)) assert.ok(text.includes(`\`${name}\``), name)
})

test('an IPv6 loopback address is written with brackets', () => {
  assert.equal(loopbackOrigin('::1', 3000), 'http://[::1]:3000')
  assert.equal(loopbackOrigin('127.0.0.1', 80), 'http://127.0.0.1:80')
})

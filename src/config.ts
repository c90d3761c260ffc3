import path from 'node:path'
import { isIPv6 } from 'node:net'
import type { Currency } from './kernel/money.ts'
import { err, ok, type Result } from './kernel/result.ts'
import type { TileSource } from './setting-parsers.ts'
import { settings, type Values } from './settings.ts'

/** Where maps find the operator's own file of tiles. */
export const mapFileUrl = '/map.pmtiles'

/** What the environment asks for, checked as a whole. */
export type Config = Readonly<{
  port: number
  host: string
  /** As set by SOJOURN_ORIGIN. Null on loopback, where the address is whatever loopback name the browser used. */
  origin: string | null
  /** Whether others than this machine's own people may come: then nothing of the demo is there unless asked for. */
  reach: 'loopback' | 'public'
  trustProxy: number | readonly string[]
  requestsPerMinute: number
  /** Undefined: as many as the machine has room for. */
  pageThreads: number | undefined
  logLevel: 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  dataDir: string
  databaseUrl: string
  secret: SecretSource
  market: Readonly<{
    name: string
    region: string
    operator: string
    phone: string
    accent: string | null
    currencies: readonly Currency[]
    tiles: Tiles | null
  }>
  /** `smtpUrl` is null when mails land in the mailbox page. */
  mail: Readonly<{ smtpUrl: string | null; from: string }>
  /** Null when payments go to the sandbox. */
  stripe: Readonly<{ secretKey: string; webhookSecret: string; connectWebhookSecrets: readonly string[] }> | null
  demo: Readonly<{ town: boolean; mailbox: boolean; sandbox: boolean; public: boolean }>
}>

/** What maps are told, and the file behind it when it is our own. */
export type Tiles = Readonly<{ kind: 'pictures' | 'pmtiles'; url: string; attribution: string; file: string | null }>

/** Where the secret comes from; `generate` makes it once and keeps it in the file. */
export type SecretSource = Readonly<{ kind: 'given'; value: string } | { kind: 'file'; path: string } | { kind: 'generate'; path: string }>

export type Environment = Readonly<Record<string, string | undefined>>

/** @returns every problem there is, not only the first. */
export function parseConfig(env: Environment): Result<Config, readonly string[]> {
  const { values, problems } = parseSettings(env)
  problems.push(...unknownNames(env))
  const demo = demoOf(values)
  problems.push(...contradictions(values, demo))
  return problems.length > 0 ? err(problems) : ok(deepFreeze(configOf(values, demo)))
}

/** One message for all problems. */
export const configMessage = (problems: readonly string[]) =>
  `Sojourn cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nWhat each means: docs/operating/configuration.md`

const loopbackNames = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

export const isLoopback = (host: string) => loopbackNames.test(host)

function parseSettings(env: Environment): { values: Values; problems: string[] } {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, setting] of Object.entries(settings)) {
    // An empty value is one that is not set: that is how compose files pass what was left out.
    const text = env[name]?.trim() || setting.fallback
    if (text === null) continue
    const parsed = setting.parse(text)
    if (parsed.ok) values[name] = parsed.value
    else problems.push(`${name}${'secret' in setting ? '' : ` (${JSON.stringify(text)})`} ${parsed.error}; expected ${setting.shape}`)
  }
  return { values: values as Values, problems }
}

function unknownNames(env: Environment): string[] {
  return (
    Object.keys(env)
      // The test harness names what it shares with its processes in the same way.
      .filter((name) => name.startsWith('SOJOURN_') && !name.startsWith('SOJOURN_TEST_') && !(name in settings))
      .map((name) => {
        const near = nearest(name)
        return `${name} is no setting${near ? `; did you mean ${near}?` : ''}`
      })
  )
}

/** The setting whose name is at most a third away, with or without the prefix that only some have. */
function nearest(name: string): string | undefined {
  const bare = name.slice('SOJOURN_'.length)
  const ranked = Object.keys(settings)
    .map((known) => ({ known, away: Math.min(editDistance(name, known), editDistance(bare, known)) }))
    .toSorted((a, b) => a.away - b.away)
  const best = ranked[0]
  return best && best.away <= Math.max(1, Math.floor(bare.length / 3)) ? best.known : undefined
}

/** Levenshtein: how many letters to add, drop or change. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, letter] of from.split('').entries()) {
    const next = [i + 1]
    for (const [j, other] of to.split('').entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row[to.length] ?? 0
}

/** A loopback HOST behind a proxy is as public as any: SOJOURN_ORIGIN tells. */
function reachOf(values: Values): Config['reach'] {
  const outside = values.SOJOURN_ORIGIN !== undefined && !isLoopback(new URL(values.SOJOURN_ORIGIN).hostname)
  return outside || !isLoopback(values.HOST ?? '') ? 'public' : 'loopback'
}

/** Who is reached from outside on a loopback HOST stands behind a proxy: without its word all visitors would be one. */
const usualProxies = (values: Values) => (reachOf(values) === 'public' && isLoopback(values.HOST ?? '') ? ['loopback'] : 0)

function demoOf(values: Values): Config['demo'] {
  const isPublic = values.SOJOURN_DEMO === 'public'
  const open = isPublic || reachOf(values) === 'loopback'
  return {
    town: open && values.SOJOURN_DEMO !== 'off',
    mailbox: open && !values.SOJOURN_SMTP_URL,
    sandbox: open && !values.STRIPE_SECRET_KEY,
    public: isPublic,
  }
}

function contradictions(values: Values, demo: Config['demo']): string[] {
  const isPublic = reachOf(values) === 'public'
  const listensOutside = !isLoopback(values.HOST ?? '')
  const hasSecret = values.SOJOURN_SECRET !== undefined || values.SOJOURN_SECRET_FILE !== undefined
  const reached = `HOST is ${values.HOST ?? ''}, so others can reach the market:`
  const onPurpose = 'set it, or set SOJOURN_DEMO=public to open the demo to everybody on purpose'
  const checks: [wrong: boolean, problem: string][] = [
    [Boolean(values.SOJOURN_SECRET && values.SOJOURN_SECRET_FILE), 'SOJOURN_SECRET and SOJOURN_SECRET_FILE are both set; keep one'],
    [
      !values.STRIPE_SECRET_KEY !== !values.STRIPE_WEBHOOK_SECRET,
      'STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together; one is missing',
    ],
    [
      Boolean(values.SOJOURN_SMTP_URL && !values.SOJOURN_MAIL_FROM),
      'SOJOURN_SMTP_URL is set, but not SOJOURN_MAIL_FROM: mails need a sender',
    ],
    [listensOutside && !values.SOJOURN_ORIGIN, `${reached} SOJOURN_ORIGIN must say under which address`],
    [listensOutside && !hasSecret, `${reached} SOJOURN_SECRET or SOJOURN_SECRET_FILE must be set`],
    [
      isPublic && !values.SOJOURN_SMTP_URL && !demo.mailbox,
      `Without SOJOURN_SMTP_URL everybody could read all mail on the mailbox page: ${onPurpose}`,
    ],
    [
      isPublic && !values.STRIPE_SECRET_KEY && !demo.sandbox,
      `Without STRIPE_SECRET_KEY the payment sandbox would let everybody stay for nothing: ${onPurpose}`,
    ],
  ]
  return checks.flatMap(([wrong, problem]) => (wrong ? [problem] : []))
}

function configOf(values: Values, demo: Config['demo']): Config {
  const dataDir = needed(values.SOJOURN_DATA)
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, SOJOURN_TILE_URL: source } = values
  const name = needed(values.SOJOURN_NAME)
  return {
    port: needed(values.PORT),
    host: needed(values.HOST),
    origin: values.SOJOURN_ORIGIN ?? null,
    reach: reachOf(values),
    trustProxy: values.SOJOURN_TRUST_PROXY ?? usualProxies(values),
    requestsPerMinute: needed(values.SOJOURN_REQUESTS_PER_MINUTE),
    pageThreads: values.SOJOURN_PAGE_THREADS,
    logLevel: needed(values.SOJOURN_LOG_LEVEL),
    dataDir,
    databaseUrl: values.DATABASE_URL ?? `sqlite:${path.join(dataDir, 'sojourn.db')}`,
    secret: secretSource(values, dataDir),
    market: {
      name,
      region: values.SOJOURN_REGION ?? '',
      operator: values.SOJOURN_OPERATOR ?? '',
      phone: values.SOJOURN_PHONE ?? '',
      accent: values.SOJOURN_ACCENT ?? null,
      currencies: needed(values.SOJOURN_CURRENCIES),
      tiles: source ? tilesOf(source, { dataDir, attribution: values.SOJOURN_TILE_ATTRIBUTION ?? '' }) : null,
    },
    mail: { smtpUrl: values.SOJOURN_SMTP_URL ?? null, from: values.SOJOURN_MAIL_FROM ?? `${name} <mail@localhost>` },
    stripe:
      secretKey && webhookSecret ? { secretKey, webhookSecret, connectWebhookSecrets: values.STRIPE_CONNECT_WEBHOOK_SECRETS ?? [] } : null,
    demo,
  }
}

function tilesOf({ kind, where }: TileSource, { dataDir, attribution }: { dataDir: string; attribution: string }): Tiles {
  if (kind === 'file') return { kind: 'pmtiles', url: mapFileUrl, attribution, file: path.join(dataDir, where) }
  return { kind: kind === 'archive' ? 'pmtiles' : 'pictures', url: where, attribution, file: null }
}

function secretSource(values: Values, dataDir: string): SecretSource {
  if (values.SOJOURN_SECRET) return { kind: 'given', value: values.SOJOURN_SECRET }
  if (values.SOJOURN_SECRET_FILE) return { kind: 'file', path: values.SOJOURN_SECRET_FILE }
  return { kind: 'generate', path: path.join(dataDir, 'secret') }
}

/** For settings that have a fallback. @throws when there is none: then the table of settings is wrong. */
function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a setting without a fallback was needed')
  return value
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}

/** The address on loopback, once the port is known. */
export const loopbackOrigin = (host: string, port: number) => `http://${isIPv6(host) ? `[${host}]` : host}:${port}`

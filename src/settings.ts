import { err, ok, type Result } from './kernel/result.ts'
import {
  colour,
  currencies,
  database,
  mailAddress,
  oneOf,
  origin,
  proxies,
  secretList,
  smtp,
  startingWith,
  tiles,
  whole,
  words,
} from './setting-parsers.ts'

/**
 * Every setting the environment may hold: its name, what it means, what is taken when it is not set, and how its text is
 * read. docs/operating/configuration.md is made of this table.
 */

export type Setting<T> = Readonly<{
  group: 'Server' | 'Data' | 'Safety' | 'Marketplace' | 'Mail' | 'Payments' | 'Demo'
  description: string
  /** As an operator would write it; what is shown as the default. Null: nothing is taken. */
  fallback: string | null
  /** How the value must look, for the document and for the message about a wrong one. */
  shape: string
  /** Never shown or logged. */
  secret?: boolean
  parse: (text: string) => Result<T, string>
}>

const setting = <T>(made: Setting<T>): Setting<T> => made

export const secretLengthMin = 32

export const settings = {
  PORT: setting({
    group: 'Server',
    description: 'The port to listen on; 0 takes a free one.',
    fallback: '3000',
    shape: 'a whole number from 0 to 65535',
    parse: whole(0, 65_535),
  }),
  HOST: setting({
    group: 'Server',
    description:
      'The address to listen on. With any other than loopback the market counts as public: it needs SOJOURN_ORIGIN and a secret.',
    fallback: '127.0.0.1',
    shape: 'an address or a name',
    parse: (text) => (/^[0-9a-z.:_-]+$/i.test(text) ? ok(text) : err('is no address or name')),
  }),
  SOJOURN_ORIGIN: setting({
    group: 'Server',
    description:
      'Where visitors find the market, as their browser shows it. Links in mails are made of it and requests from other sites are refused by it.',
    fallback: null,
    shape: 'scheme, name and port only, like https://stay.example.org',
    parse: origin,
  }),
  SOJOURN_TRUST_PROXY: setting({
    group: 'Server',
    description:
      'Which proxies in front may say, in X-Forwarded-For, whom they speak for: how many there are, or their addresses. Left out, one on this machine is believed when HOST is loopback and SOJOURN_ORIGIN is set, and nobody else.',
    fallback: null,
    shape: 'a count from 0 to 9, or a list like 10.0.0.0/8,loopback',
    parse: proxies,
  }),
  SOJOURN_REQUESTS_PER_MINUTE: setting({
    group: 'Server',
    description: 'How many API requests one visitor may make in a minute. Signing in and booking have tighter limits of their own.',
    fallback: '600',
    shape: 'a whole number from 10 to 1000000',
    parse: whole(10, 1_000_000),
  }),
  SOJOURN_PAGE_THREADS: setting({
    group: 'Server',
    description:
      'How many threads draw pages, each with about 80 MB of its own. Left out, one fewer than there are processors, from 1 to 4; 0 draws them where the API answers.',
    fallback: null,
    shape: 'a whole number from 0 to 32',
    parse: whole(0, 32),
  }),
  SOJOURN_LOG_LEVEL: setting({
    group: 'Server',
    description: 'How much is logged.',
    fallback: 'info',
    shape: 'error, warn, info, debug, trace or silent',
    parse: oneOf('error', 'warn', 'info', 'debug', 'trace', 'silent'),
  }),
  SOJOURN_DATA: setting({
    group: 'Data',
    description: 'The folder for what Sojourn keeps: the embedded database, uploaded files, a generated secret.',
    fallback: 'data',
    shape: 'a path',
    parse: (text) => ok(text),
  }),
  DATABASE_URL: setting({
    group: 'Data',
    description: 'The database. Without it, an embedded SQLite database `sojourn.db` in the folder SOJOURN_DATA.',
    fallback: null,
    shape: 'sqlite:PATH, mysql://USER:PASSWORD@HOST:PORT/NAME or mariadb://…',
    secret: true,
    parse: database,
  }),
  SOJOURN_SECRET: setting({
    group: 'Safety',
    description:
      'What sessions are signed with. On loopback one is made at the first start and kept in `secret` in the folder SOJOURN_DATA.',
    fallback: null,
    shape: `at least ${secretLengthMin} characters of chance`,
    secret: true,
    parse: (text) => (text.length >= secretLengthMin ? ok(text) : err(`is shorter than ${secretLengthMin} characters`)),
  }),
  SOJOURN_SECRET_FILE: setting({
    group: 'Safety',
    description: 'A file whose content is the secret, instead of SOJOURN_SECRET.',
    fallback: null,
    shape: 'a path',
    parse: (text) => ok(text),
  }),
  SOJOURN_NAME: setting({
    group: 'Marketplace',
    description: "The market's name, on pages and in mails.",
    fallback: 'Sojourn',
    shape: 'up to 60 characters',
    parse: words(60),
  }),
  SOJOURN_REGION: setting({
    group: 'Marketplace',
    description: 'Where its homes are, as in "412 homes along the Merrow Coast". Leave it out when it has no one region.',
    fallback: null,
    shape: 'up to 60 characters',
    parse: words(60),
  }),
  SOJOURN_OPERATOR: setting({
    group: 'Marketplace',
    description: "Who runs it, for the pages' footer.",
    fallback: null,
    shape: 'up to 200 characters',
    parse: words(200),
  }),
  SOJOURN_PHONE: setting({
    group: 'Marketplace',
    description: 'Whom guests and hosts may ring.',
    fallback: null,
    shape: 'up to 40 characters',
    parse: words(40),
  }),
  SOJOURN_ACCENT: setting({
    group: 'Marketplace',
    description: "The market's colour; the shades around it are worked out.",
    fallback: null,
    shape: 'a colour like #0f6e6e',
    parse: colour,
  }),
  SOJOURN_CURRENCIES: setting({
    group: 'Marketplace',
    description: 'The currencies the market settles. A listing may use no other.',
    fallback: 'EUR,USD,GBP,SGD,CHF,SEK,NOK,DKK,PLN,CZK,CAD,AUD,NZD,JPY,KRW,BRL,MXN,ZAR,INR,THB',
    shape: 'ISO 4217 codes, with commas between',
    parse: currencies,
  }),
  SOJOURN_TILE_URL: setting({
    group: 'Marketplace',
    description:
      'Tiles for maps; docs/operating/maps.md says where to find them. Without them maps draw the coasts and the names of towns that ship with the site.',
    fallback: null,
    shape: 'an https address with {z}, {x} and {y} in it, one that ends in .pmtiles, or file:NAME.pmtiles for a file in SOJOURN_DATA',
    parse: tiles,
  }),
  SOJOURN_TILE_ATTRIBUTION: setting({
    group: 'Marketplace',
    description: 'The line of thanks that the tiles ask for.',
    fallback: null,
    shape: 'up to 200 characters',
    parse: words(200),
  }),
  SOJOURN_SMTP_URL: setting({
    group: 'Mail',
    description: 'The server that sends mail. Without it, on loopback, mails land in a mailbox page.',
    fallback: null,
    shape: 'smtp://USER:PASSWORD@HOST:PORT or smtps://…',
    secret: true,
    parse: smtp,
  }),
  SOJOURN_MAIL_FROM: setting({
    group: 'Mail',
    description: 'Whom mails come from.',
    fallback: null,
    shape: 'stay@example.org or Sojourn <stay@example.org>',
    parse: mailAddress,
  }),
  STRIPE_SECRET_KEY: setting({
    group: 'Payments',
    description: 'The secret key of a Stripe account. Without it, on loopback, payments go to a sandbox that moves no money.',
    fallback: null,
    shape: 'sk_… or rk_…',
    secret: true,
    parse: startingWith('sk_', 'rk_'),
  }),
  STRIPE_WEBHOOK_SECRET: setting({
    group: 'Payments',
    description: "What Stripe signs its calls to /api/v1/webhooks/stripe with. It comes with that endpoint's registration at Stripe.",
    fallback: null,
    shape: 'whsec_…',
    secret: true,
    parse: startingWith('whsec_'),
  }),
  STRIPE_CONNECT_WEBHOOK_SECRETS: setting({
    group: 'Payments',
    description:
      "What Stripe signs its calls to /api/v1/webhooks/stripe/payouts with: the secrets of the destinations for hosts' accounts. Left out, accounts are asked about every hour.",
    fallback: null,
    shape: 'whsec_…,whsec_…',
    secret: true,
    parse: secretList('whsec_'),
  }),
  SOJOURN_DEMO: setting({
    group: 'Demo',
    description:
      'auto: an empty database on loopback gets the demo town with accounts to sign in as. off: it stays empty. public: demo town, mailbox page and payment sandbox are open to the world, on purpose.',
    fallback: 'auto',
    shape: 'auto, off or public',
    parse: oneOf('auto', 'off', 'public'),
  }),
} as const satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof settings
/** What each setting's text means. */
export type Values = { readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer T> ? T | undefined : never }

import { isIP } from 'node:net'
import { parseCurrency, type Currency } from './kernel/money.ts'
import { err, ok, type Result } from './kernel/result.ts'

/** How the text of a setting is read. The error ends the sentence that begins with the setting's name. */

export const whole = (min: number, max: number) => (text: string) => {
  const number = Number(text)
  return /^\d+$/.test(text) && number >= min && number <= max ? ok(number) : err(`is no whole number from ${min} to ${max}`)
}

export const oneOf =
  <const T extends string>(...words: T[]) =>
  (text: string): Result<T, string> => {
    const word = words.find((word) => word === text)
    return word ? ok(word) : err(`is none of ${words.join(', ')}`)
  }

export const words = (max: number) => (text: string) => (text.length <= max ? ok(text) : err(`is longer than ${max} characters`))

const parseUrl = (text: string, protocols: readonly string[]) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && protocols.includes(url.protocol) ? url : undefined
}

export function origin(text: string): Result<string, string> {
  const url = parseUrl(text, ['http:', 'https:'])
  if (!url) return err('is no http or https address')
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  return bare ? ok(url.origin) : err('has more than scheme, name and port')
}

export function database(text: string): Result<string, string> {
  if (/^sqlite:./.test(text)) return ok(text)
  const url = parseUrl(text, ['mysql:', 'mariadb:'])
  if (!url) return err('starts with none of sqlite:, mysql: and mariadb:')
  if (url.pathname.length < 2) return err('names no database after the last /')
  return ok(text.replace(/^mariadb:/, 'mysql:'))
}

export function smtp(text: string): Result<string, string> {
  return parseUrl(text, ['smtp:', 'smtps:']) ? ok(text) : err('starts with neither smtp:// nor smtps://')
}

/** Where a map's tiles are: a picture for each address, one archive at an address, or an archive beside the database. */
export type TileSource = Readonly<{ kind: 'pictures' | 'archive' | 'file'; where: string }>

export function tiles(text: string): Result<TileSource, string> {
  const [, name] = /^file:([\w-][\w.-]{0,99}\.pmtiles)$/.exec(text) ?? []
  if (name !== undefined) return ok({ kind: 'file', where: name })
  const url = parseUrl(text, ['https:'])
  if (url?.pathname.endsWith('.pmtiles')) return ok({ kind: 'archive', where: text })
  const complete = ['{z}', '{x}', '{y}'].every((part) => text.includes(part))
  return complete && url ? ok({ kind: 'pictures', where: text }) : err('names no tiles')
}

export function mailAddress(text: string): Result<string, string> {
  return /^([^<>"\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text) ? ok(text) : err('is no mail address')
}

export function colour(text: string): Result<string, string> {
  return /^#[0-9a-f]{6}$/i.test(text) ? ok(text.toLowerCase()) : err('is no colour like #0f6e6e')
}

export function currencies(text: string): Result<readonly Currency[], string> {
  const parsed = text.split(',').map((code) => parseCurrency(code.trim()))
  const bad = parsed.flatMap((one) => (one.ok ? [] : [one.error.text]))
  if (bad.length > 0) return err(`names unknown currencies: ${bad.join(', ')}`)
  return ok([...new Set(parsed.flatMap((one) => (one.ok ? [one.value] : [])))])
}

/** How many proxies stand before us, or which: what fastify's trustProxy takes. */
export function proxies(text: string): Result<number | readonly string[], string> {
  if (/^\d$/.test(text)) return ok(Number(text))
  const list = text.split(',').map((part) => part.trim())
  const known = list.every((part) => ['loopback', 'linklocal', 'uniquelocal'].includes(part) || isNetwork(part))
  return known ? ok(list) : err('is neither a count from 0 to 9 nor a list of addresses, networks, loopback, linklocal, uniquelocal')
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

export const startingWith =
  (...starts: string[]) =>
  (text: string) =>
    starts.some((start) => text.startsWith(start)) ? ok(text) : err(`does not start with ${starts.join(' or ')}`)

/** One or more, parted by commas. */
export const secretList =
  (start: string) =>
  (text: string): Result<readonly string[], string> => {
    const secrets = text.split(',').map((secret) => secret.trim())
    return secrets.every((secret) => secret.startsWith(start)) ? ok(secrets) : err(`is no list of what starts with ${start}`)
  }

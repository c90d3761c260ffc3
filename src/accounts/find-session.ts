import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies/utils'
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../platform/db.ts'
import { sessionMsMax, sessionRenewMs, type Auth } from './auth.ts'
import { selectSession, type Session } from './store.ts'

/** `clock`: the real one, as better-auth's times are. */
export type Sessions = Readonly<{ auth: Auth; db: Db; clock: Clock }>
type Credentials = Readonly<{ cookie: string } | { authorization: string }>

/**
 * The session that credentials name, when it is good and need not be made longer: that is what every request asks, and it costs
 * one query and one HMAC. Undefined means nothing but that better-auth has to look itself.
 */
export async function findSession({ auth, db, clock }: Sessions, credentials: Credentials): Promise<Session | undefined> {
  const { secret, authCookies } = await auth.$context
  const token =
    'cookie' in credentials
      ? openToken(parseCookies(credentials.cookie).get(authCookies.sessionToken.name) ?? '', secret)
      : bearerToken(decoded(/^bearer (\S+)$/i.exec(credentials.authorization)?.[1] ?? ''), secret)
  const session = token ? await selectSession(db, token) : undefined
  return session && session.expiresAt > clock.now() + sessionMsMax - sessionRenewMs ? session : undefined
}

/** A program may send a session's token alone: nobody else knows it. */
const bearerToken = (sealed: string, secret: string) => (sealed.includes('.') ? openToken(sealed, secret) : sealed)

/** A bearer token may come as the cookie has it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** 'token.signature', as better-auth signs both cookies and bearer tokens: HMAC-SHA256 in base64, of either alphabet. */
function openToken(sealed: string, secret: string): string | undefined {
  const [token = '', signature = '', ...more] = sealed.split('.')
  const given = Buffer.from(signature, 'base64')
  const right = createHmac('sha256', secret).update(token).digest()
  return more.length === 0 && given.length === right.length && timingSafeEqual(given, right) ? token : undefined
}

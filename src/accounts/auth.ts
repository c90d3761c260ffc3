import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { bearer } from 'better-auth/plugins'
import { dayMs, hourMs, secondMs } from '../kernel/clock.ts'
import { kindOf, write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { sendMail } from '../platform/mail.ts'
import type { Log } from '../platform/telemetry.ts'
import { accountMail } from './mails.ts'
import { hashPassword, passwordLengthMax, passwordLengthMin, verifyPassword } from './passwords.ts'

export const sessionMsMax = 30 * dayMs
/** How often being seen makes a session last longer. */
export const sessionRenewMs = dayMs
export const mailLinkMsMax = hourMs

const seconds = (ms: number) => Math.floor(ms / secondMs)

export type AuthOptions = Readonly<{
  secret: string
  /** Where browsers find the site; asked when a mail is written. */
  origin: () => string
  /** Cookies go over https only. */
  https: boolean
  /** The market's name. */
  market: string
  log: Log
}>

/** Where somebody who has confirmed a new address goes on; tells that mail from the one that asks after signing up. */
export const changedMailNext = '/account?mail=changed'

/** Our own header: the address of whoever asks, for the list of sessions. */
export const addressHeader = 'x-sojourn-client'
/** Any: better-auth wants to know where it is, and nothing that leaves us is made of it. */
export const authBase = 'http://sojourn.internal'

export type Auth = ReturnType<typeof newAuth>

/** better-auth on our database, passwords and mails. Its times are the real clock's. */
export function newAuth(deps: Deps, options: AuthOptions) {
  return betterAuth(authOptions(deps, options))
}

export function authOptions(deps: Deps, { secret, https, log, ...options }: AuthOptions) {
  const { db, ids, random } = deps
  const mails = newAuthMails(deps, options)
  return {
    appName: options.market,
    baseURL: authBase,
    basePath: '/api/auth',
    secret,
    database: { db, type: kindOf(db), transaction: false },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: passwordLengthMax,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: seconds(mailLinkMsMax),
      password: { hash: (password) => hashPassword(password, random), verify: ({ hash, password }) => verifyPassword(password, hash) },
      sendResetPassword: ({ user, token }) => mails.reset(user, token),
      onExistingUserSignUp: ({ user }) => mails.known(user),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      expiresIn: seconds(mailLinkMsMax),
      sendVerificationEmail: ({ user, token, url }) => mails.verify(user, token, new URL(url).searchParams.get('callbackURL')),
    },
    user: { changeEmail: { enabled: true } },
    session: { expiresIn: seconds(sessionMsMax), updateAge: seconds(sessionRenewMs), cookieCache: { enabled: false } },
    // Counted by our own server, and refused across sites by it, with one rule for all routes.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'sojourn',
      useSecureCookies: https,
      disableCSRFCheck: true,
      database: { generateId: () => ids.next<'auth'>() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ from: 'better-auth' }, message) },
    plugins: [bearer()],
  } satisfies BetterAuthOptions
}

type Person = Readonly<{ id: string; name: string; email: string }>
type MailOptions = Pick<AuthOptions, 'origin' | 'market'>

/** Links lead to pages, where a button does it: what only follows links, such as a mail filter, must not confirm or reset anything. */
function newAuthMails(deps: Deps, { origin, market }: MailOptions) {
  const send = async (kind: Parameters<typeof accountMail>[0], { name, email }: Person, path: string) => {
    const mail = accountMail(kind, { to: email, url: `${origin()}${path}`, values: { market, name } })
    await write(deps.db, (tx) => sendMail(tx, deps, mail))
  }
  return {
    verify: (user: Person, token: string, next: string | null) =>
      send(
        next === changedMailNext ? 'change' : 'verify',
        user,
        `/verify-email?${new URLSearchParams({ token, ...(next && next !== '/' ? { next } : {}) }).toString()}`,
      ),
    reset: (user: Person, token: string) => send('reset', user, `/reset-password?${new URLSearchParams({ token }).toString()}`),
    known: (user: Person) => send('known', user, '/sign-in'),
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { ActorOf, Credentials } from '../platform/http/actor-lookup.ts'
import type { App } from '../platform/http/app.ts'
import { Problem } from '../platform/http/problem.ts'
import { addressHeader, authBase, type Auth } from './auth.ts'
import { findSession, type Sessions } from './find-session.ts'
import { mailAddressRoutes } from './mail-address-routes.ts'
import { deleteUnverifiedUser, selectSession, type Session } from './store.ts'
import {
  acceptedWire,
  accountAnswerWire,
  changePasswordWire,
  mailToWire,
  resetPasswordWire,
  sessionWire,
  signInWire,
  signUpWire,
  updateUserWire,
} from './wire.ts'

export type AuthDeps = Deps & { auth: Auth; market: string; origin: () => string }
export type Ask = ReturnType<typeof newAsk>

/** What an answer takes at least, when how long it takes could tell whether there is an account. */
const quietMs = 250
const userAgentLengthMax = 255

/** better-auth under /api/auth: the routes the product offers, each with its own schema, and no other. */
export async function authRoutes(app: App, deps: AuthDeps): Promise<void> {
  const { auth, db } = deps
  const ask = newAsk(auth)
  const open = { access: 'public', limit: 'sign_in' } as const
  const mine = { access: 'signed_in', limit: 'sign_in' } as const

  app.post(
    '/api/auth/sign-up/email',
    { config: open, schema: { summary: 'Sign up; a mail asks to confirm the address', body: signUpWire, response: { 200: acceptedWire } } },
    async (request, reply) => {
      const { next, ...person } = request.body
      return quietly(async () => {
        // Whoever signed up before without showing that the address is theirs must not keep a password to it.
        await write(db, (tx) => deleteUnverifiedUser(tx, person.email))
        await unlessOvertaken(() => ask(request, reply, { path: '/sign-up/email', body: { ...person, callbackURL: next ?? '/' } }))
        return { status: true } as const
      })
    },
  )

  app.post(
    '/api/auth/sign-in/email',
    { config: open, schema: { summary: 'Sign in', body: signInWire, response: { 200: accountAnswerWire } } },
    async (request, reply) => accountAnswerWire.parse(await ask(request, reply, { path: '/sign-in/email', body: request.body })),
  )

  app.post(
    '/api/auth/sign-out',
    { config: { access: 'public' }, schema: { summary: 'Sign out', response: { 200: acceptedWire } } },
    async (request, reply) => {
      await ask(request, reply, { path: '/sign-out', body: {} })
      return { status: true } as const
    },
  )

  app.get(
    '/api/auth/get-session',
    { config: { access: 'public' }, schema: { summary: 'Who is signed in', response: { 200: sessionWire } } },
    async (request, reply) => sessionWire.parse(await ask(request, reply, { path: '/get-session' })),
  )

  await mailAddressRoutes(app, deps, ask)

  app.post(
    '/api/auth/request-password-reset',
    { config: open, schema: { summary: 'Mail a link to choose a new password', body: mailToWire, response: { 200: acceptedWire } } },
    async (request, reply) =>
      quietly(async () => {
        await ask(request, reply, { path: '/request-password-reset', body: { email: request.body.email } })
        return { status: true } as const
      }),
  )

  app.post(
    '/api/auth/reset-password',
    {
      config: open,
      schema: { summary: 'Choose a new password; ends all sessions', body: resetPasswordWire, response: { 200: acceptedWire } },
    },
    async (request, reply) => {
      await ask(request, reply, { path: '/reset-password', body: request.body })
      return { status: true } as const
    },
  )

  app.post(
    '/api/auth/change-password',
    {
      config: mine,
      schema: { summary: 'Change the password; ends all other sessions', body: changePasswordWire, response: { 200: accountAnswerWire } },
    },
    async (request, reply) =>
      accountAnswerWire.parse(
        await ask(request, reply, { path: '/change-password', body: { ...request.body, revokeOtherSessions: true } }),
      ),
  )

  app.post(
    '/api/auth/update-user',
    { config: mine, schema: { summary: 'Change the name', body: updateUserWire, response: { 200: acceptedWire } } },
    async (request, reply) => {
      await ask(request, reply, { path: '/update-user', body: request.body })
      return { status: true } as const
    },
  )
}

/** More sign-ups for one address at the same moment than this are no accident. */
const overtakenMax = 20

/**
 * Sign-ups for one address at the same moment may meet between a user's row and its password's: one of them then fails. It
 * asks again, and finds the account that the other has made, or makes it. @throws what is refused for any other reason
 */
async function unlessOvertaken(signUp: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await signUp()
      return
    } catch (thrown) {
      const decided = thrown instanceof Problem && thrown.code !== 'failed_to_create_user'
      if (decided || tries === overtakenMax) throw thrown
    }
  }
}

async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const [done] = await Promise.all([work(), sleep(quietMs)])
  return done
}

type Question = Readonly<{ path: string; body?: object }>

/** Asks better-auth, passes its cookies on, and gives its answer; its refusals become problems with their codes in our spelling. */
const newAsk =
  (auth: Auth) =>
  async (request: FastifyRequest, reply: FastifyReply, { path, body }: Question): Promise<unknown> => {
    const made = new Request(`${authBase}/api/auth${path}`, {
      headers: headersFor(request),
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    const answer = await auth.handler(made)
    for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie)
    const token = answer.headers.get('set-auth-token')
    if (token) void reply.header('set-auth-token', token)
    const content: unknown = await answer.json()
    if (answer.ok) return content
    throw refusalOf(answer.status, content)
  }

function headersFor(request: FastifyRequest): Headers {
  const { cookie, authorization } = request.headers
  const headers = new Headers({ 'content-type': 'application/json', [addressHeader]: request.ip })
  headers.set('user-agent', (request.headers['user-agent'] ?? '').slice(0, userAgentLengthMax).replace(/[^ -~]/g, '?'))
  // Never both: what came with a bearer token was not checked for its origin.
  if (authorization) headers.set('authorization', authorization)
  else if (cookie) headers.set('cookie', cookie)
  return headers
}

const refusalWire = z.object({ code: z.string() })

function refusalOf(status: number, content: unknown): Error {
  const refusal = refusalWire.safeParse(content)
  if (status >= 500 || !refusal.success) return new Error(`better-auth answered ${status}`)
  return new Problem(status, refusal.data.code.toLowerCase())
}

/** Who a request's credentials belong to, with roles and host as they are now. */
export const newActorOf =
  (sessions: Sessions): ActorOf =>
  async (credentials) => {
    const { session, setCookies } = await sessionOf(sessions, credentials)
    if (!session) return { actor: null, setCookies }
    const { id: sessionId, user, hostId, isOperator } = session
    const { id: userId, name, email, emailVerified } = user
    const roles = isOperator ? (['operator'] as const) : []
    return { actor: { userId, sessionId, name, email, emailVerified, roles, hostId }, setCookies }
  }

type Seen = Readonly<{ session: Session | undefined; setCookies: readonly string[] }>

async function sessionOf(sessions: Sessions, credentials: Credentials): Promise<Seen> {
  const known = await findSession(sessions, credentials)
  if (known) return { session: known, setCookies: [] }
  const { headers, response } = await sessions.auth.api.getSession({ headers: new Headers(credentials), returnHeaders: true })
  const session = response ? await selectSession(sessions.db, response.session.token) : undefined
  return { session, setCookies: headers.getSetCookie() }
}

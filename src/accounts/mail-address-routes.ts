import { z } from 'zod'
import { write } from '../platform/db.ts'
import { signedIn } from '../platform/http/actor.ts'
import type { App } from '../platform/http/app.ts'
import { Problem } from '../platform/http/problem.ts'
import { sendMail } from '../platform/mail.ts'
import type { Ask, AuthDeps } from './auth-routes.ts'
import { changedMailNext } from './auth.ts'
import { checkPassword } from './check-password.ts'
import { findUserByEmail } from './find-user.ts'
import { accountMail } from './mails.ts'
import { acceptedWire, changeEmailWire, mailToWire, verifyEmailWire } from './wire.ts'

/** Confirming the address one signed up with, and taking another. */
export async function mailAddressRoutes(app: App, deps: Omit<AuthDeps, 'auth'>, ask: Ask): Promise<void> {
  const { db } = deps
  const open = { access: 'public', limit: 'sign_in' } as const

  app.post(
    '/api/auth/verify-email',
    { config: open, schema: { summary: 'Confirm an address; signs in', body: verifyEmailWire, response: { 200: acceptedWire } } },
    async (request, reply) => {
      const change = changeIn(request.body.token)
      if (change && (await isTaken(deps, change))) throw new Problem(409, 'email_taken')
      await ask(request, reply, { path: `/verify-email?${new URLSearchParams(request.body).toString()}` })
      // Only now is the token known to be ours: it was not refused.
      if (change) await tellOldAddress(deps, change)
      return { status: true } as const
    },
  )

  app.post(
    '/api/auth/send-verification-email',
    { config: open, schema: { summary: 'Mail the link again', body: mailToWire, response: { 200: acceptedWire } } },
    async (request, reply) => {
      const { email, next } = request.body
      await ask(request, reply, { path: '/send-verification-email', body: { email, callbackURL: next ?? '/' } })
      return { status: true } as const
    },
  )

  app.post(
    '/api/auth/change-email',
    {
      config: { access: 'signed_in', limit: 'sign_in' },
      schema: { summary: 'Ask for another address; a mail there confirms it', body: changeEmailWire, response: { 200: acceptedWire } },
    },
    async (request, reply) => {
      const { userId, email } = await signedIn(request)
      const { newEmail, password } = request.body
      if (!(await checkPassword(db, { userId, password }))) throw new Problem(403, 'wrong_password')
      if (newEmail === email) throw new Problem(409, 'same_email')
      await ask(request, reply, { path: '/change-email', body: { newEmail, callbackURL: changedMailNext } })
      return { status: true } as const
    },
  )
}

type Change = Readonly<{ email: string; updateTo: string; userId: string }>
const changeWire = z.object({ email: z.string(), updateTo: z.string(), userId: z.string() })

/** What a token for a change of address says, if it is one. Its signature is not checked here: believe it only once it was accepted. */
function changeIn(token: string): Change | undefined {
  const [, payload = ''] = token.split('.')
  try {
    const read = changeWire.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    return read.success ? read.data : undefined
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

/** Somebody may have signed up with it meanwhile. */
async function isTaken({ db }: Pick<AuthDeps, 'db'>, { updateTo, userId }: Change): Promise<boolean> {
  const holder = await findUserByEmail(db, updateTo)
  return holder !== undefined && holder.id !== userId
}

async function tellOldAddress(deps: Omit<AuthDeps, 'auth'>, { email, updateTo }: Change): Promise<void> {
  const user = await findUserByEmail(deps.db, updateTo)
  const values = { market: deps.market, name: user?.name ?? '' }
  await write(deps.db, (tx) => sendMail(tx, deps, accountMail('changed', { to: email, url: `${deps.origin()}/account`, values })))
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { App } from '../../platform/http/app.ts'
import { checkCard, emptyCard, readCardForm } from './card-form.ts'
import { authenticationPage, expiredPage, payPage, unknownPage } from './checkout-page.ts'
import { voiceFor } from './checkout-words.ts'
import { expireDueSession } from './expire-session.ts'
import type { Html } from './html.ts'
import { authenticateSession, paySession, type PayOutcome } from './pay-session.ts'
import type { SessionRecord } from './records.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { checkoutPath } from './session-object.ts'
import { selectRecord } from './store.ts'

/** Whoever knows a session's address may pay it, as with Stripe's own pages. */
const route = { config: { access: 'public' }, schema: { hide: true } } as const satisfies Pick<RouteOptions, 'config' | 'schema'>
type WithId = { Params: { id: string } }

const stylesheet = readFileSync(new URL('checkout.css', import.meta.url), 'utf8')
const font = readFileSync(createRequire(import.meta.url).resolve('@fontsource-variable/besley/files/besley-latin-wght-normal.woff2'))

/** The sandbox's own pages, plain forms without a script. Mount them at /sandbox/checkout. */
export async function sandboxCheckoutRoutes(app: App, deps: SandboxDeps): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => body,
  )
  app.get('/checkout.css', route, (_request, reply) => sendFile(reply, 'text/css; charset=utf-8', stylesheet))
  app.get('/besley.woff2', route, (_request, reply) => sendFile(reply, 'font/woff2', font))
  payRoutes(app, deps)
  authenticationRoutes(app, deps)
}

function payRoutes(app: App, deps: SandboxDeps): void {
  app.get<WithId>('/:id', route, async (request, reply) => {
    const session = await freshSession(deps, request.params.id)
    if (session?.status !== 'open') return answerEnded(reply, session)
    const intent = session.intentId === null ? undefined : await selectRecord(deps.db, 'payment_intent', session.intentId)
    return sendPage(
      reply,
      200,
      payPage(voiceFor(session.locale), { session, typed: emptyCard, problems: {}, decline: intent?.decline ?? null }),
      session,
    )
  })
  app.post<WithId>('/:id', route, async (request, reply) => {
    const session = await freshSession(deps, request.params.id)
    if (session?.status !== 'open') return answerEnded(reply, session)
    const typed = readCardForm(bodyOf(request))
    const card = checkCard(typed, deps.clock.now())
    if (!card.ok) {
      const { problems } = card.error
      return sendPage(reply, 422, payPage(voiceFor(session.locale), { session, typed, problems, decline: null }), session)
    }
    const outcome = await paySession(deps, { sessionId: session.id, card: card.value })
    if (!outcome.ok) return answerEnded(reply, undefined)
    if (outcome.value.next !== 'declined') return answerOutcome(reply, session, outcome.value)
    const { decline } = outcome.value
    return sendPage(reply, 402, payPage(voiceFor(session.locale), { session, typed, problems: {}, decline }), session)
  })
}

function authenticationRoutes(app: App, deps: SandboxDeps): void {
  app.get<WithId>('/:id/authentication', route, async (request, reply) => {
    const session = await freshSession(deps, request.params.id)
    if (session?.status !== 'open') return answerEnded(reply, session)
    const intent = session.intentId === null ? undefined : await selectRecord(deps.db, 'payment_intent', session.intentId)
    if (intent?.status !== 'requires_action' || !intent.card) return reply.redirect(pathOf(session), 303)
    return sendPage(reply, 200, authenticationPage(voiceFor(session.locale), { session, last4: intent.card.last4 }), session)
  })
  app.post<WithId>('/:id/authentication', route, async (request, reply) => {
    const session = await freshSession(deps, request.params.id)
    if (session?.status !== 'open') return answerEnded(reply, session)
    const agreed = new URLSearchParams(bodyOf(request)).get('answer') === 'yes'
    const outcome = await authenticateSession(deps, { sessionId: session.id, agreed })
    return outcome.ok ? answerOutcome(reply, session, outcome.value) : answerEnded(reply, undefined)
  })
}

async function freshSession(deps: SandboxDeps, id: string): Promise<SessionRecord | undefined> {
  await expireDueSession(deps, id)
  return selectRecord(deps.db, 'checkout.session', id)
}

/** What is paid goes back to the shop; a decline is told on the page where the next card is typed. */
function answerOutcome(reply: FastifyReply, session: SessionRecord, outcome: PayOutcome): FastifyReply {
  if (outcome.next === 'paid' || outcome.next === 'expired') return answerEnded(reply, outcome.session)
  return reply.redirect(outcome.next === 'authenticate' ? `${pathOf(session)}/authentication` : pathOf(session), 303)
}

function answerEnded(reply: FastifyReply, session: SessionRecord | undefined): FastifyReply {
  if (!session) return sendPage(reply, 404, unknownPage(voiceFor(null)), undefined)
  if (session.status === 'complete') return reply.redirect(session.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', session.id), 303)
  return sendPage(reply, 410, expiredPage(voiceFor(session.locale), session), session)
}

const pathOf = ({ id }: SessionRecord) => `${checkoutPath}/${id}`

const bodyOf = ({ body }: FastifyRequest) => (typeof body === 'string' ? body : '')

/** No script at all, and a form that may only lead back here or on to the shop: browsers check redirects after a post too. */
function sendPage(reply: FastifyReply, status: number, page: Html, session: SessionRecord | undefined): FastifyReply {
  const shops = [session?.successUrl, session?.cancelUrl].flatMap((address) => (address ? [new URL(address).origin] : []))
  const policy = `default-src 'none'; style-src 'self'; font-src 'self'; form-action ${["'self'", ...new Set(shops)].join(' ')}; base-uri 'none'; frame-ancestors 'none'`
  return reply
    .code(status)
    .headers({ 'content-security-policy': policy, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page.markup)
}

const sendFile = (reply: FastifyReply, type: string, content: string | Buffer) =>
  reply.header('cache-control', 'public, max-age=3600').type(type).send(content)

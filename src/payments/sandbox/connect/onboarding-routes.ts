import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { App } from '../../../platform/http/app.ts'
import type { Html } from '../html.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { selectRecord } from '../store.ts'
import { endOnboarding } from './accounts.ts'
import {
  fieldsFor,
  missingWord,
  onboardingPage,
  unknownLinkPage,
  type OnboardingField,
  type OnboardingProblems,
  type OnboardingTyped,
} from './onboarding-page.ts'
import type { AccountRecord, LinkRecord } from './records.ts'
import { findTestBank } from './test-banks.ts'

/** Whoever knows a link may use it, as with Stripe's own pages. */
const route = { config: { access: 'public' }, schema: { hide: true } } as const satisfies Pick<RouteOptions, 'config' | 'schema'>
type WithId = { Params: { id: string } }

/** Where hosts tell the sandbox what it wants to know. Mount it at /sandbox/onboarding. */
export async function onboardingRoutes(app: App, deps: SandboxDeps): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => body,
  )
  app.get<WithId>('/:id', route, async (request, reply) => {
    const found = await openLink(deps, request.params.id)
    if (!found) return sendPage(reply, 404, unknownLinkPage(), undefined)
    if (!found.isOpen) return reply.redirect(found.link.refreshUrl, 303)
    return sendPage(reply, 200, onboardingPage({ ...found, typed: {}, problems: {} }), found.link)
  })
  app.post<WithId>('/:id', route, async (request, reply) => {
    const found = await openLink(deps, request.params.id)
    if (!found) return sendPage(reply, 404, unknownLinkPage(), undefined)
    if (!found.isOpen) return reply.redirect(found.link.refreshUrl, 303)
    const fields = fieldsFor(found.account)
    const typed = typedIn(request, fields)
    const problems = problemsOf(fields, typed)
    if (Object.keys(problems).length > 0) return sendPage(reply, 422, onboardingPage({ ...found, typed, problems }), found.link)
    const ended = await endOnboarding(deps, found.link.id, findTestBank(typed.bank ?? '')?.key ?? null)
    return reply.redirect(ended ? found.link.returnUrl : found.link.refreshUrl, 303)
  })
}

type Found = Readonly<{ link: LinkRecord; account: AccountRecord; isOpen: boolean }>

async function openLink({ db, clock }: SandboxDeps, id: string): Promise<Found | undefined> {
  const link = await selectRecord(db, 'account_link', id)
  const account = link && (await selectRecord(db, 'account', link.accountId))
  return link && account && { link, account, isOpen: !link.isUsed && link.expiresAt > clock.now() }
}

function typedIn({ body }: FastifyRequest, fields: readonly OnboardingField[]): OnboardingTyped {
  const form = new URLSearchParams(typeof body === 'string' ? body : '')
  return Object.fromEntries(fields.map((name) => [name, (form.get(name) ?? '').trim().slice(0, 200)]))
}

function problemsOf(fields: readonly OnboardingField[], typed: OnboardingTyped): OnboardingProblems {
  const wrong = fields.filter((name) => (name === 'bank' ? findTestBank(typed.bank ?? '') === undefined : (typed[name] ?? '') === ''))
  return Object.fromEntries(wrong.map((name) => [name, missingWord(name)]))
}

/** No script at all, and a form that may only lead back here or on to the market. */
function sendPage(reply: FastifyReply, status: number, page: Html, link: LinkRecord | undefined): FastifyReply {
  const markets = [link?.returnUrl, link?.refreshUrl].flatMap((address) => (address ? [new URL(address).origin] : []))
  const policy = `default-src 'none'; style-src 'self'; font-src 'self'; form-action ${["'self'", ...new Set(markets)].join(' ')}; base-uri 'none'; frame-ancestors 'none'`
  return reply
    .code(status)
    .headers({ 'content-security-policy': policy, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page.markup)
}

import { readFileSync } from 'node:fs'
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { z } from 'zod'
import { dayMs } from '../../../kernel/clock.ts'
import type { Result } from '../../../kernel/result.ts'
import type { App } from '../../../platform/http/app.ts'
import { Problem } from '../../../platform/http/problem.ts'
import type { ApiError } from '../api-errors.ts'
import { decideDispute, disputeCharge, disputeReasons } from '../dispute-charge.ts'
import type { Kind, RecordOf } from '../records.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { selectPage } from '../store.ts'
import { controlPage, type ControlView } from './control-page.ts'
import { controlPath } from './control-path.ts'
import { faults, planFault, readControl } from './control.ts'
import { passTime } from './pass-time.ts'

/** Only those who run the market, and only where there is a sandbox at all. */
const route = { config: { access: 'operator' }, schema: { hide: true } } as const satisfies Pick<RouteOptions, 'config' | 'schema'>
const open = { config: { access: 'public' }, schema: { hide: true } } as const satisfies Pick<RouteOptions, 'config' | 'schema'>

const stylesheet = readFileSync(new URL('control.css', import.meta.url), 'utf8')
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const passedMsMax = 400 * dayMs
const rowsMax = 20

const clockWire = z.object({ ms: z.coerce.number().int().min(1).max(passedMsMax) })
const faultWire = z.object({ fault: z.enum(faults) })
const disputeWire = z.object({ chargeId: z.string().max(120), reason: z.enum(disputeReasons).default('fraudulent') })
const outcomeWire = z.object({ outcome: z.enum(['won', 'lost']) })

/**
 * The sandbox as one may see and drive it. Programs send JSON and get JSON; browsers send forms and get the page. Tests and
 * simulators in this process call the same functions: disputeCharge, decideDispute, passTime, planFault.
 */
export async function sandboxControlRoutes(app: App, deps: SandboxDeps): Promise<void> {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async (_request: FastifyRequest, body: string) =>
    Object.fromEntries(new URLSearchParams(body)),
  )
  app.setErrorHandler<Error>((error, request, reply) => {
    const isStranger = error instanceof Problem && error.status === 401 && request.method === 'GET'
    if (isStranger) return reply.redirect(`/sign-in?${new URLSearchParams({ next: controlPath }).toString()}`, 303)
    throw error
  })
  app.get('/control.css', open, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(stylesheet),
  )
  app.get('/', route, async (_request, reply) => sendPage(reply, 200, await viewOf(deps, null)))
  app.post('/clock', route, (request, reply) =>
    act(deps, { request, reply, wire: clockWire }, async ({ ms }) => ({ ok: true, value: await passTime(deps, ms) })),
  )
  app.post('/faults', route, (request, reply) =>
    act(deps, { request, reply, wire: faultWire }, async ({ fault }) => ({ ok: true, value: await planFault(deps, fault) })),
  )
  app.post('/disputes', route, (request, reply) => act(deps, { request, reply, wire: disputeWire }, (asked) => disputeCharge(deps, asked)))
  app.post<{ Params: { id: string } }>('/disputes/:id', route, (request, reply) =>
    act(deps, { request, reply, wire: outcomeWire }, ({ outcome }) => decideDispute(deps, { disputeId: request.params.id, outcome })),
  )
}

type Asked<S extends z.ZodType> = { request: FastifyRequest; reply: FastifyReply; wire: S }

async function act<S extends z.ZodType>(
  deps: SandboxDeps,
  { request, reply, wire }: Asked<S>,
  effect: (input: z.output<S>) => Promise<Result<object, ApiError>>,
): Promise<FastifyReply> {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  const input = wire.safeParse(request.body)
  const done = input.success ? await effect(input.data) : undefined
  if (done?.ok) return isForm ? reply.redirect(controlPath, 303) : reply.send(done.value)
  const message = done?.error.message ?? 'That is nothing the sandbox knows to do.'
  const status = done ? 409 : 400
  return isForm ? sendPage(reply, status, await viewOf(deps, message)) : reply.code(status).send({ error: { message } })
}

async function viewOf(deps: SandboxDeps, problem: string | null): Promise<ControlView> {
  const newest = <K extends Kind>(kind: K): Promise<RecordOf<K>[]> =>
    selectPage(deps.db, { kind, from: { olderThan: null }, createdFrom: null, createdUntil: null, limit: rowsMax })
  return {
    control: await readControl(deps),
    sessions: await newest('checkout.session'),
    charges: await newest('charge'),
    refunds: await newest('refund'),
    disputes: await newest('dispute'),
    problem,
  }
}

const sendPage = (reply: FastifyReply, status: number, view: ControlView): FastifyReply =>
  reply
    .code(status)
    .headers({ 'content-security-policy': policy, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(controlPage(view).markup)

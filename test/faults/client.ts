import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../dice.ts'

export type Answer = Readonly<{ status: number; text: string; location: string | null }>
/** `answer` is missing when nobody knows what became of the request. */
export type Told = Readonly<{ answer: Answer | undefined; tries: number; sentAt: number; toldAt: number }>

export type Call = Readonly<{
  method: 'GET' | 'POST'
  path: string
  token?: string
  key?: string
  /** A form's, or an object as JSON. */
  body?: object | URLSearchParams
}>

export type Client = {
  /** Asks one of the market's processes after the other, always the same and with the same key, until one of them decides. */
  ask(call: Call): Promise<Told>
  readonly unanswered: number
}

const timeoutMsDefault = 3_000
/** A process that did not answer is left alone for so long, and then asked by one alone until it answers. */
const avoidMs = 1_500
const pauseMs = 150

type ClientOptions = { origins: readonly string[]; dice: Dice; until: () => number; timeoutMs?: number; silentMsMax?: number }

/**
 * A careful guest's browser, behind a balancer that asks no process which keeps others waiting for longer than `silentMsMax`: at
 * least once, by key. @param until when it gives up, by performance.now()
 */
export function newClient({ origins, dice, until, timeoutMs = timeoutMsDefault, silentMsMax = Infinity }: ClientOptions): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  let unanswered = 0
  const processes = origins.map((origin) => ({ origin, asking: new Set<{ at: number }>(), badUntil: 0 }))
  type Process = (typeof processes)[number]
  const isGood = ({ asking, badUntil }: Process) => {
    const now = performance.now()
    const [oldest = { at: now }] = asking
    return badUntil === 0 ? now - oldest.at <= silentMsMax : badUntil < now && asking.size === 0
  }
  const ask = async (process: Process, call: Call): Promise<Answer | undefined> => {
    const asked = { at: performance.now() }
    process.asking.add(asked)
    const answer = await send(agent, process.origin, { ...call, timeoutMs }).catch(() => undefined)
    process.asking.delete(asked)
    process.badUntil = answer ? 0 : performance.now() + avoidMs
    return answer
  }
  return {
    get unanswered() {
      return unanswered
    },
    ask: async (call) => {
      const sentAt = performance.now()
      for (let tries = 1; ; tries++) {
        const good = processes.filter(isGood)
        const answer = await ask(dice.pick(good.length > 0 ? good : processes), call)
        const toldAt = performance.now()
        if (answer && isDecided(answer)) return { answer, tries, sentAt, toldAt }
        unanswered++
        if (toldAt > until()) return { answer: undefined, tries, sentAt, toldAt }
        await sleep(pauseMs + dice.below(pauseMs))
      }
    },
  }
}

/** Too busy, broken, or still at it: no decision. */
const isDecided = ({ status, text }: Answer) =>
  status < 500 && status !== 429 && !(status === 409 && text.includes('idempotency_in_flight'))

function send(agent: Agent, origin: string, { method, path, token, key, body, timeoutMs }: Call & { timeoutMs: number }): Promise<Answer> {
  const isForm = body instanceof URLSearchParams
  const payload = body === undefined ? undefined : isForm ? body.toString() : JSON.stringify(body)
  const headers: Record<string, string> = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(key ? { 'idempotency-key': key } : {}),
    ...(isForm ? { origin } : {}),
    ...(payload === undefined
      ? {}
      : {
          'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
          'content-length': String(Buffer.byteLength(payload)),
        }),
  }
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${path}`, { method, agent, headers, signal: AbortSignal.timeout(timeoutMs) }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text, location: reply.headers.location ?? null }))
      reply.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(payload)
  })
}

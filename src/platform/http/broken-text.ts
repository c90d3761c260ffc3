import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Problem } from './problem.ts'

/**
 * Refuses bodies with half a character in them (a lone surrogate, which JSON can spell and UTF-8 cannot): databases would
 * silently keep another character in its place.
 */
export function refuseBrokenText(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body }) => {
    // Of files nobody reads the text.
    const path = body instanceof Readable ? undefined : pathOfBroken(body)
    if (path !== undefined) throw new Problem(400, 'invalid_request', { issues: [{ path, message: 'has half a character in it' }] })
  })
}

/** Without recursion: a body may be nested as deeply as it is long. */
function pathOfBroken(body: unknown): string | undefined {
  const left: [path: string, value: unknown][] = [['', body]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [path, value] = next
    if (typeof value === 'string' && !value.isWellFormed()) return path
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue
    for (const [key, part] of Object.entries(value)) {
      if (!key.isWellFormed()) return path
      // Paths of what nobody would name by them stay short, however deep the body.
      left.push([path.length > 200 ? path : path === '' ? key : `${path}.${key}`, part])
    }
  }
  return undefined
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from './problem.ts'

type Known = { matches: RegExp; methods: Set<string> }

/** 404 for what is not there, and 405 with the list of what would work for a path that is there under another method. */
export function answerUnknown(app: FastifyInstance): void {
  const known = new Map<string, Known>()
  app.addHook('onRoute', ({ url, method }) => {
    const entry = known.get(url) ?? { matches: patternOf(url), methods: new Set() }
    for (const name of [method].flat()) entry.methods.add(name)
    known.set(url, entry)
  })
  app.setNotFoundHandler((request, reply) => answer([...known.values()], request, reply))
}

function answer(known: readonly Known[], request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?', 1)[0] ?? ''
  const allowed = new Set(known.filter(({ matches }) => matches.test(path)).flatMap(({ methods }) => [...methods]))
  if (allowed.size === 0 || allowed.has(request.method)) return problem(reply, 404, 'not_found')
  return problem(reply.header('allow', [...allowed].toSorted().join(', ')), 405, 'method_not_allowed')
}

/** '/listings/:id' as a pattern. A catch-all is left out: it would claim every path. */
function patternOf(url: string): RegExp {
  if (url === '*' || url === '/*') return /$^/
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : RegExp.escape(part)))
  return new RegExp(`^${parts.join('/')}$`)
}

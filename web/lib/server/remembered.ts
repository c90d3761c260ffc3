import type { RequestEvent } from '@sveltejs/kit'
import { callApi, type CallApi } from './host.ts'

type Event = Pick<RequestEvent, 'url' | 'locals'>
type Ask<Answer> = (event: Event, about: string) => Promise<Answer>
type Kept<Answer> = { until: number; answer: Promise<Answer> }

const keptMax = 500
/** An answer no older than this is no older than what somebody has looked at for a moment. */
export const momentMs = 10_000

/**
 * `ask`, asked once in `ms` for all readers and each `about`: for what is the same for everybody, costs much, and promises
 * nobody anything. An answer that is not `worth` it is not remembered, nor is a failure.
 */
export function remembered<Answer>(ms: number, worth: (answer: Answer) => boolean, ask: Ask<Answer>): Ask<Answer> {
  const known = new WeakMap<CallApi, Map<string, Kept<Answer>>>()
  return (event, about) => {
    // Each server that mounts the site has answers of its own.
    const server = callApi()
    const kept = known.get(server) ?? new Map<string, Kept<Answer>>()
    known.set(server, kept)
    const last = kept.get(about)
    const now = performance.now()
    if (last && last.until > now) return last.answer
    const answer = ask(event, about)
    kept.delete(about)
    const oldest = kept.keys().next()
    if (kept.size >= keptMax && !oldest.done) kept.delete(oldest.value)
    kept.set(about, { until: now + ms, answer })
    const forget = () => kept.delete(about)
    answer.then((it) => worth(it) || forget(), forget)
    return answer
  }
}

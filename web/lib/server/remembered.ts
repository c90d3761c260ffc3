import type { RequestEvent } from '@sveltejs/kit'
import { callApi, type CallApi } from './host.ts'

type Event = Pick<RequestEvent, 'url' | 'locals'>
type Ask<Item> = (event: Event, today: string) => Promise<readonly Item[]>

/**
 * `ask`, asked once in `ms` and day for all readers: for what is the same for everybody, costs much, and promises nobody
 * anything. An ask that brings nothing, or fails, is not remembered.
 */
export function remembered<Item>(ms: number, ask: Ask<Item>): Ask<Item> {
  const known = new WeakMap<CallApi, { today: string; until: number; answer: Promise<readonly Item[]> }>()
  return (event, today) => {
    // Each server that mounts the site has answers of its own.
    const server = callApi()
    const last = known.get(server)
    const now = performance.now()
    if (last && last.today === today && last.until > now) return last.answer
    const answer = ask(event, today)
    known.set(server, { today, until: now + ms, answer })
    answer.then(
      ({ length }) => length > 0 || known.delete(server),
      () => known.delete(server),
    )
    return answer
  }
}

import { error, type RequestEvent } from '@sveltejs/kit'
import type { Problem } from '../api/types.ts'

/** The API as this request's reader may use it. */
export const apiFor = ({ locals }: Pick<RequestEvent, 'locals'>) => locals.api

type Answer<Data> = { data?: Data; error?: unknown; response: Response }

/** What the API answered, or the error page for its status. For what a page can't be shown without. */
export function orErrorPage<Data>(answer: Answer<Data>): Data {
  if (answer.data !== undefined) return answer.data
  return error(answer.response.status >= 500 ? 503 : answer.response.status, problemOf(answer)?.title ?? answer.response.statusText)
}

/** The problem an API call ended with, to decide by its `code`; null when it worked or the answer was no problem document. */
export function problemOf(answer: Answer<unknown>): Problem | null {
  const body = answer.error
  return typeof body === 'object' && body !== null && 'code' in body ? (body as Problem) : null
}

import createClient from 'openapi-fetch'
import type { paths } from './schema.d.ts'

export type Api = ReturnType<typeof apiClient>

/** The typed client: `origin` is the page's own, `ask` the browser's fetch or, on the server, a call in the same process. */
export const apiClient = (origin: string, ask: (request: Request) => Promise<Response>) =>
  createClient<paths>({ baseUrl: origin, fetch: (request) => ask(request) })

import createClient from 'openapi-fetch'
import type { paths } from './schema.d.ts'

/** The typed client: `origin` is the page's own, `fetch` a load function's (in-process on the server) or the browser's. */
export const apiClient = (origin: string, fetch: typeof globalThis.fetch) =>
  createClient<paths>({ baseUrl: origin, fetch: (request) => fetch(request) })

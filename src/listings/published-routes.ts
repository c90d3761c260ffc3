import { z } from 'zod'
import { toIso } from '../kernel/clock.ts'
import type { Deps } from '../platform/deps.ts'
import type { App } from '../platform/http/app.ts'
import { idWire, instantWire } from '../platform/wire.ts'
import { countPublished, selectPublished } from './published-store.ts'

export const publishedPageMax = 5000

const publishedWire = z
  .object({
    total: z.int(),
    items: z.array(z.object({ id: z.string(), changedAt: instantWire })),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'PublishedListings' })

/** Every listing that everybody may see, for maps of the site and mirrors. */
export async function publishedRoutes(app: App, { db }: Pick<Deps, 'db'>): Promise<void> {
  app.route({
    method: 'GET',
    url: '/listings',
    config: { access: 'public' },
    schema: {
      operationId: 'listPublished',
      tags: ['listings'],
      summary: 'Every published listing, the longest known first, with when it last changed',
      querystring: z.object({
        cursor: idWire<'listing'>().optional(),
        limit: z.coerce.number().int().min(1).max(publishedPageMax).default(100),
      }),
      response: { 200: publishedWire },
    },
    handler: async ({ query: { cursor, limit } }) => {
      const found = await selectPublished(db, cursor ?? null, limit + 1)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return {
        total: await countPublished(db),
        items: items.map(({ id, changedAt }) => ({ id, changedAt: toIso(changedAt) })),
        nextCursor: last && found.length > limit ? last.id : null,
      }
    },
  })
}

import { z } from 'zod'
import { reviewWire } from '../listings/wire.ts'

export const reviewsPageMax = 50

export const reviewsQueryWire = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(reviewsPageMax).default(10),
})

export const reviewsWire = z
  .object({
    items: z.array(reviewWire),
    nextCursor: z.string().nullable(),
    rating: z.object({ average: z.number().nullable(), count: z.int() }),
  })
  .meta({ id: 'ReviewList' })

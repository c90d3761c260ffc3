import { z } from 'zod'
import { reviewWire } from '../listings/wire.ts'
import { instantWire, photoWire, portraitWire } from '../platform/wire.ts'
import { categories } from './stay-review.ts'

export const reviewsPageMax = 50

export const reviewsQueryWire = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(reviewsPageMax).default(10),
})

export const reviewsWire = z
  .object({
    items: z.array(reviewWire).meta({ description: 'Those with words; stars alone are in the counts' }),
    nextCursor: z.string().nullable(),
    rating: z.object({ average: z.number().nullable(), count: z.int() }),
    summary: z
      .object({
        distribution: z
          .array(z.object({ stars: z.int(), count: z.int() }))
          .meta({ description: 'Five stars first; empty where nobody has rated' }),
        categories: z.array(z.object({ category: z.enum(categories), average: z.number() })),
      })
      .meta({ description: 'Over all published reviews' }),
  })
  .meta({ id: 'ReviewList' })

export const reviewTextMax = 4_000
export const privateNoteMax = 2_000

const starsWire = z.int().min(1).max(5)
const categoriesWire = z.object({
  cleanliness: starsWire,
  accuracy: starsWire,
  checkIn: starsWire,
  communication: starsWire,
  location: starsWire,
  value: starsWire,
})

export const stayReviewRequestWire = z.object({
  rating: starsWire,
  categories: categoriesWire.optional().meta({ description: 'From guests, all six; from hosts none' }),
  text: z.string().trim().min(1).max(reviewTextMax),
  privateNote: z
    .string()
    .trim()
    .max(privateNoteMax)
    .default('')
    .meta({ description: 'From guests: the host alone reads it, once both are published' }),
})

const stayReviewWire = z.object({
  rating: z.int(),
  categories: categoriesWire.nullable(),
  text: z.string(),
  privateNote: z.string(),
})

export const stayReviewsWire = z
  .object({
    viewer: z.enum(['guest', 'host']),
    canReview: z.boolean().meta({ description: 'Whether one may write now, or change what one has written' }),
    until: instantWire.meta({ description: 'When what has been written is published, if not before' }),
    published: z.boolean(),
    mine: stayReviewWire.nullable(),
    theirs: stayReviewWire.nullable().meta({ description: 'null until both are published, whether there is one or not' }),
  })
  .meta({ id: 'StayReviews' })

const ratingWire = z.object({ average: z.number().nullable(), count: z.int() })

export const personWire = z
  .object({
    id: z.string(),
    host: z.boolean(),
    name: z.string(),
    about: z.string(),
    languages: z.array(z.string()).meta({ description: 'ISO 639 codes' }),
    sinceYear: z.int().nullable(),
    portrait: portraitWire.nullable(),
    homes: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        town: z.string(),
        summary: z.string(),
        photo: photoWire.nullable(),
        rating: ratingWire,
      }),
    ),
    rating: ratingWire.meta({ description: 'What hosts gave them as a guest' }),
    said: z.array(
      z.object({
        id: z.string(),
        hostId: z.string(),
        author: z.string(),
        portrait: portraitWire.nullable(),
        body: z.string(),
        rating: z.int(),
        postedOn: z.string(),
      }),
    ),
  })
  .meta({ id: 'Person' })

import { z } from 'zod'
import { nameWire } from '../accounts/wire.ts'
import { idWire, instantWire, photoWire } from '../platform/wire.ts'
import { searchResultWire } from '../search/wire.ts'
import { listNameMax } from './list.ts'

export const listNameWire = z.object({ name: nameWire.max(listNameMax) })

export const listParams = z.object({ id: idWire<'saved_list'>() })
export const listingOnListParams = z.object({ id: idWire<'saved_list'>(), listingId: idWire<'listing'>() })
export const savedListingParams = z.object({ listingId: idWire<'listing'>() })
/** 32 bytes of chance in base64url. */
export const tokenParams = z.object({ token: z.string().regex(/^[\w-]{43}$/) })

const head = {
  id: z.string(),
  name: z.string().meta({ description: "'' for the list that hearts fill, until it is named" }),
  default: z.boolean().meta({ description: 'The list that hearts fill' }),
  token: z.string().nullable().meta({ description: 'Of its link, GET /lists/{token}; null when it is not shared' }),
  count: z.int(),
}

export const listHeadWire = z.object({ ...head, cover: photoWire.nullable() }).meta({ id: 'SavedListHead' })
export const listsWire = z.object({ items: z.array(listHeadWire) })

export const listWire = z
  .object({
    ...head,
    items: z.array(
      z.object({
        listingId: z.string(),
        title: z.string(),
        savedAt: instantWire,
        home: searchResultWire.nullable().meta({ description: 'With its nearest stay for one adult; null while it is not on offer' }),
      }),
    ),
  })
  .meta({ id: 'SavedList' })

export const savedWire = z.object({ items: z.array(z.object({ listingId: z.string(), lists: z.array(z.string()) })) }).meta({ id: 'Saved' })
export const savedStateWire = z
  .object({ saved: z.boolean(), lists: z.array(z.string()).meta({ description: 'It was put on, or taken off, these' }) })
  .meta({ id: 'SavedState' })
export const sharedWire = z.object({ token: z.string(), url: z.string() }).meta({ id: 'SavedListShared' })
export const doneWire = z.object({ status: z.literal(true) })

export const sharedListWire = z
  .object({
    name: z.string(),
    owner: z.string().meta({ description: 'The name they show, else the first of their names' }),
    items: z.array(searchResultWire),
    away: z.int().meta({ description: 'How many more are on it that are not on offer now' }),
  })
  .meta({ id: 'SharedList' })

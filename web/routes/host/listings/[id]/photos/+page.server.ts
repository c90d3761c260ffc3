import { Readable } from 'node:stream'
import { error, fail } from '@sveltejs/kit'
import { apiFor, problemOf } from '../../../../../lib/server/api.ts'
import { deskOf } from '../../../../../lib/server/desk.ts'
import { eachFile } from '../../../../../lib/server/form-files.ts'
import { parseRefusal, type Refusal } from '../../../../../lib/photos/refusal.ts'
import { readListing } from '../../../../../lib/server/listing.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  deskOf(event, me)
  const { id, title, photos, host } = await readListing(event, event.params.id)
  if (host.id !== me?.host?.id) error(404)
  return { listingId: id, home: title, photos }
}

const photoPath = ({ params }: RequestEvent, form: FormData) => ({ path: { id: params.id, photoId: text(form, 'photo') } })

/** What has not come to its end. */
const cutShort: Refusal = { code: 'upload_broken_off', format: '' }

type Sent = Readonly<{ name: string; refusal: Refusal | null }>

export const actions: Actions = {
  /** Without JavaScript all files come in one form; each goes on to the API as it comes. */
  add: async (event) => {
    const sent: Sent[] = []
    const whole = await eachFile(event.request, async ({ name, stream }) => {
      const headers = { 'content-type': 'application/octet-stream' }
      const file = { method: 'POST', headers, body: Readable.toWeb(stream) as ReadableStream, duplex: 'half' }
      const last = sent.push({ name, refusal: cutShort }) - 1
      const answer = await event.fetch(`/api/v1/listings/${event.params.id}/photos`, file)
      sent[last] = { name, refusal: answer.ok ? null : parseRefusal(await answer.json().catch(() => null)) }
    })
    if (whole) return { sent }
    if (!sent.some(({ refusal }) => refusal)) sent.push({ name: '', refusal: cutShort })
    return fail(400, { sent })
  },

  words: async (event) => {
    const form = await event.request.formData()
    const body = { alt: text(form, 'alt'), caption: text(form, 'caption'), room: roomOf(form) }
    const edited = await apiFor(event).PATCH('/api/v1/listings/{id}/photos/{photoId}', { params: photoPath(event, form), body })
    if (edited.data) return { saved: edited.data.id }
    const field = problemOf(edited)?.issues?.[0]?.path ?? 'other'
    return fail(edited.response.status, { unsaved: { photo: text(form, 'photo'), field, ...body } })
  },

  /** One place earlier or later: the same by mouse, keyboard, touch and without JavaScript. */
  move: async (event) => {
    const form = await event.request.formData()
    const { photos } = await readListing(event, event.params.id)
    const ids = photos.map(({ id }) => id)
    const from = ids.indexOf(text(form, 'photo'))
    const to = from + (form.get('to') === 'earlier' ? -1 : 1)
    if (from < 0 || to < 0 || to >= ids.length) return fail(409, { changed: true })
    const moved = ids.toSpliced(from, 1).toSpliced(to, 0, String(ids[from]))
    return order(event, moved, to + 1)
  },

  /** All of them, after dragging. */
  order: async (event) => {
    const form = await event.request.formData()
    const ids = text(form, 'ids').split(',')
    return order(event, ids, ids.indexOf(text(form, 'photo')) + 1)
  },

  remove: async (event) => {
    const form = await event.request.formData()
    const left = await apiFor(event).DELETE('/api/v1/listings/{id}/photos/{photoId}', { params: photoPath(event, form) })
    return left.data ? { removed: true } : fail(left.response.status, { changed: true })
  },
}

async function order(event: RequestEvent, photoIds: string[], number: number) {
  const path = { id: event.params.id }
  const { data, response } = await apiFor(event).PUT('/api/v1/listings/{id}/photos/order', { params: { path }, body: { photoIds } })
  return data ? { moved: { number, count: data.items.length } } : fail(response.status, { changed: true })
}

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

type Room = 'kitchen' | null
/** The API knows which rooms there are. */
const roomOf = (form: FormData) => (text(form, 'room') || null) as Room

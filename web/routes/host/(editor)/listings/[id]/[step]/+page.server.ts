import { fail, redirect } from '@sveltejs/kit'
import { textIn } from '../../../../../../lib/editor/fields.ts'
import { readPrices } from '../../../../../../lib/editor/read-step.ts'
import { changedSince } from '../../../../../../lib/editor/theirs.ts'
import { isFormStep, stepAfter, stepHref } from '../../../../../../lib/editor/steps.ts'
import { nextOf } from '../../../../../../lib/server/account.ts'
import { apiFor, orErrorPage, problemOf } from '../../../../../../lib/server/api.ts'
import {
  exampleStay,
  fieldsIn,
  readDraft,
  readExample,
  readMadePolicies,
  seenFields,
  signedInOrAway,
  stepOf,
} from '../../../../../../lib/server/editor.ts'
import { findPlace } from '../../../../../../lib/server/find-place.ts'
import { saveStep } from '../../../../../../lib/server/save-step.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  await signedInOrAway(event)
  const step = stepOf(event.params.step)
  const draft = await readDraft(event, event.params.id, step)
  const [example, made] = await Promise.all([
    readExample(event, event.params.id, { prices: draft.prices, capacity: draft.listing.capacity }),
    step === 'rules' ? readMadePolicies(event, draft.listing) : [],
  ])
  return { step, ...draft, made, example, stay: exampleStay(), saved: event.url.searchParams.has('saved') }
}

/** What the form holds; `was` goes back as it came, so that what another window changes in between is not taken as seen. */
async function typed(event: RequestEvent) {
  const fields = fieldsIn(await event.request.formData())
  return { fields, was: textIn(fields, 'was') }
}

export const actions: Actions = {
  save: async (event) => {
    const { id } = event.params
    const step = stepOf(event.params.step)
    if (!isFormStep(step)) redirect(303, stepHref(id, step))
    const { fields, was } = await typed(event)
    const refused = await saveStep(event, { id, step, fields, draft: await readDraft(event, id, step) })
    if (refused?.conflict) {
      const now = await readDraft(event, id, step)
      return fail(409, { fields, was: null, theirs: changedSince(seenFields(fields), now.fields), ...refused })
    }
    if (refused) return fail(422, { fields, was, ...refused })
    const then = nextOf(textIn(fields, 'then') || stepHref(id, stepAfter(step)))
    redirect(303, `${then}?saved`)
  },
  /** One more room to fill in; nothing is saved yet. */
  more: async (event) => {
    const { fields, was } = await typed(event)
    return { fields: { ...fields, roomName: [...(fields.roomName ?? ['']), ''] }, was, errors: {} }
  },
  find: async (event) => {
    const { fields, was } = await typed(event)
    const found = await findPlace(event, textIn(fields, 'place'), '')
    const places = 'place' in found ? [found.place] : found.places
    return { fields, was, places, errors: places.length > 0 ? {} : { place: 'editor.wrong.place' as const } }
  },
  try: async (event) => {
    const { fields, was } = await typed(event)
    const { listing } = await readDraft(event, event.params.id, 'prices')
    const { value, errors } = readPrices(fields, listing)
    return { fields, was, errors, example: await readExample(event, event.params.id, { prices: value, capacity: listing.capacity }) }
  },
  publish: async (event) => publication(event, true),
  pause: async (event) => publication(event, false),
}

async function publication(event: RequestEvent, published: boolean) {
  const { id } = event.params
  const answer = await apiFor(event).PUT('/api/v1/listings/{id}/publication', { params: { path: { id } }, body: { published } })
  if (problemOf(answer)?.code === 'not_ready') return fail(409, { errors: { form: 'editor.wrong.notReady' as const } })
  orErrorPage(answer)
  redirect(303, `${stepHref(id, 'review')}?${published ? 'published' : 'paused'}`)
}

import { fail, redirect } from '@sveltejs/kit'
import { textIn } from '../../../../../lib/editor/fields.ts'
import { parsePoint, readStep, type Errors } from '../../../../../lib/editor/read-step.ts'
import { stepHref } from '../../../../../lib/editor/steps.ts'
import { apiFor, problemOf } from '../../../../../lib/server/api.ts'
import { fieldsIn, signedInOrAway } from '../../../../../lib/server/editor.ts'
import { findPlace } from '../../../../../lib/server/find-place.ts'
import { townOf } from '../../../../../lib/server/save-step.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const me = await signedInOrAway(event)
  return { verified: me.emailVerified, first: me.host === null }
}

const refusals: Readonly<Record<string, Errors>> = {
  email_unverified: { form: 'editor.wrong.unverified' },
  too_many_listings: { form: 'editor.wrong.tooMany' },
}

export const actions: Actions = {
  start: async (event) => {
    const fields = fieldsIn(await event.request.formData())
    const kind = readStep('kind', fields)
    const name = textIn(fields, 'place').trim()
    const point = parsePoint(textIn(fields, 'at'))
    const found = await findPlace(event, name, textIn(fields, 'placeId'))
    const places = 'places' in found ? found.places : []
    // A place no map knows: its name is taken as it is, with the point that was given.
    const where =
      'place' in found ? { ...townOf(found.place), near: found.place.location } : point && name ? { town: name, exact: point } : null
    const errors: Errors = {
      ...kind.errors,
      ...(where ? {} : { place: places.length > 0 ? 'editor.wrong.whichPlace' : 'editor.wrong.place' }),
    }
    const { placeType, propertyType } = kind.value
    if (!where || !placeType || !propertyType || Object.keys(errors).length > 0) return fail(422, { fields, errors, places })
    const answer = await apiFor(event).POST('/api/v1/listings', { body: { placeType, propertyType, ...where } })
    if (answer.data) redirect(303, stepHref(answer.data.id, 'place'))
    return fail(answer.response.status, {
      fields,
      places,
      errors: refusals[problemOf(answer)?.code ?? ''] ?? { form: 'editor.wrong.refused' },
    })
  },
}

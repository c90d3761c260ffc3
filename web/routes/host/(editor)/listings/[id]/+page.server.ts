import { redirect } from '@sveltejs/kit'
import { stepHref } from '../../../../../lib/editor/steps.ts'
import { readDraft, signedInOrAway } from '../../../../../lib/server/editor.ts'
import type { PageServerLoad } from './$types'

/** Where to go on: what is missing first, else the whole. */
export const load: PageServerLoad = async (event) => {
  await signedInOrAway(event)
  const { missing } = await readDraft(event, event.params.id, 'review')
  redirect(303, stepHref(event.params.id, missing[0]?.step ?? 'review'))
}

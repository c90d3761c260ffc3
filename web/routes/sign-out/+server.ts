import { redirect } from '@sveltejs/kit'
import { askAuth } from '../../lib/server/account.ts'
import type { RequestHandler } from './$types'

export const POST: RequestHandler = async (event) => {
  await askAuth(event, 'sign-out', {})
  redirect(303, '/')
}

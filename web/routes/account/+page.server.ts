import { Readable } from 'node:stream'
import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { askAuth } from '../../lib/server/account.ts'
import { apiFor, orErrorPage, problemOf } from '../../lib/server/api.ts'
import { eachFile } from '../../lib/server/form-files.ts'
import { parseRefusal, refusalText } from '../../lib/photos/refusal.ts'
import type { PlainKey } from '../../lib/i18n/keys.ts'
import { textOf } from '../../lib/server/form-text.ts'
import { signInFirst } from '../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  if (!me) signInFirst(event.url.pathname + event.url.search)
  const api = apiFor(event)
  const [who, sessions, profile] = await Promise.all([api.GET('/api/v1/me'), api.GET('/api/v1/me/sessions'), api.GET('/api/v1/me/profile')])
  return {
    who: orErrorPage(who),
    sessions: orErrorPage(sessions).items,
    profile: orErrorPage(profile),
    mailChanged: event.url.searchParams.get('mail') === 'changed',
  }
}

type Part = 'profile' | 'mail' | 'password' | 'sessions' | 'delete'
/** What a form was answered: `part` says beside which, `bad` what is wrong, `kept` what was typed. Passwords are never sent back. */
const no = (status: number, part: Part, bad: PlainKey, kept: Record<string, string> = {}) => fail(status, { part, bad, kept })
const yes = (part: Part, said: PlainKey) => ({ part, said })

const passwordWrong: Readonly<Record<string, PlainKey>> = {
  wrong_password: 'account.wrongPassword',
  invalid_password: 'account.wrongPassword',
  rate_limited: 'account.often',
}

const deletionWrong: Readonly<Record<string, PlainKey>> = {
  ...passwordWrong,
  operator_account: 'account.delete.operator',
  open_stays: 'account.delete.openStays',
  open_money: 'account.delete.openMoney',
}

export const actions: Actions = {
  /** The file goes on to the API as it comes. */
  portrait: async (event) => {
    const answers: Response[] = []
    const whole = await eachFile(event.request, async ({ stream }) => {
      const headers = { 'content-type': 'application/octet-stream' }
      const file = { method: 'PUT', headers, body: Readable.toWeb(stream) as ReadableStream, duplex: 'half' }
      answers.push(await event.fetch('/api/v1/me/portrait', file))
    })
    const [answer] = answers
    if (!answer) return no(400, 'profile', whole ? 'account.photo.none' : 'account.photo.failed')
    if (answer.ok) return yes('profile', 'account.photo.saved')
    const { code, format } = parseRefusal(await answer.json().catch(() => null))
    return fail(answer.status, { part: 'profile' as const, bad: refusalText(code, 'account.photo.failed'), format })
  },
  removePortrait: async (event) => {
    const { response } = await apiFor(event).DELETE('/api/v1/me/portrait')
    return response.ok ? yes('profile', 'account.photo.removed') : no(response.status, 'profile', 'account.failed')
  },
  profile: async (event) => {
    const form = await event.request.formData()
    const [name, shownName, about] = [textOf(form, 'name').trim(), textOf(form, 'shownName').trim(), textOf(form, 'about')]
    const languages = form.getAll('languages').filter((code) => typeof code === 'string')
    const kept = { name, shownName, about, languages: languages.join(' ') }
    const named = await askAuth(event, 'update-user', { name })
    if (!named.ok) return no(named.status, 'profile', named.code === 'invalid_request' ? 'account.nameBad' : 'account.failed', kept)
    const saved = await apiFor(event).PATCH('/api/v1/me', { body: { shownName, about, languages } })
    if (saved.data) return yes('profile', 'account.profileSaved')
    return no(saved.response.status, 'profile', saved.response.status === 400 ? 'account.profileBad' : 'account.failed', kept)
  },
  mail: async (event) => {
    const form = await event.request.formData()
    const newEmail = textOf(form, 'newEmail').trim()
    const asked = await askAuth(event, 'change-email', { newEmail, password: textOf(form, 'password') })
    if (asked.ok) return yes('mail', 'account.mailSent')
    const wrong: Readonly<Record<string, PlainKey>> = {
      ...passwordWrong,
      same_email: 'account.mailSame',
      invalid_request: asked.fields.some((field) => field.includes('password')) ? 'account.wrongPassword' : 'account.mailBad',
    }
    return no(asked.status, 'mail', wrong[asked.code] ?? 'account.failed', { newEmail })
  },
  password: async (event) => {
    const form = await event.request.formData()
    const asked = { currentPassword: textOf(form, 'currentPassword'), newPassword: textOf(form, 'newPassword') }
    const changed = await askAuth(event, 'change-password', asked)
    if (changed.ok) return yes('password', 'account.passwordSaved')
    const short = changed.code === 'invalid_request' && changed.fields.some((field) => field.includes('newPassword'))
    return no(changed.status, 'password', short ? 'account.passwordBad' : (passwordWrong[changed.code] ?? 'account.wrongPassword'))
  },
  end: async (event) => {
    const id = textOf(await event.request.formData(), 'id')
    const { response } = await apiFor(event).DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } })
    return response.ok ? yes('sessions', 'account.ended') : no(response.status, 'sessions', 'account.failed')
  },
  endOthers: async (event) => {
    const { response } = await apiFor(event).DELETE('/api/v1/me/sessions')
    return response.ok ? yes('sessions', 'account.ended') : no(response.status, 'sessions', 'account.failed')
  },
  delete: async (event: RequestEvent) => {
    const form = await event.request.formData()
    const left = await apiFor(event).POST('/api/v1/me/deletion', { body: { password: textOf(form, 'password') } })
    if (left.response.ok) redirect(303, '/account/gone')
    const code = problemOf(left)?.code ?? ''
    return no(
      left.response.status,
      'delete',
      deletionWrong[code] ?? (code === 'invalid_request' ? 'account.wrongPassword' : 'account.failed'),
    )
  },
}

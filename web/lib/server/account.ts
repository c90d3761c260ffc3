import type { RequestEvent } from '@sveltejs/kit'
import type { KeyFor, PlainKey } from '../i18n/keys.ts'

export type Refusal = Readonly<{ status: number; code: string; fields: readonly string[] }>
type Answer = Readonly<{ ok: true }> | (Readonly<{ ok: false }> & Refusal)

/** Asks one of the sign-in routes. Cookies it sets go to the browser with this page's answer. */
export async function askAuth({ fetch }: Pick<RequestEvent, 'fetch'>, path: string, body: object): Promise<Answer> {
  const answer = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.ok) return { ok: true }
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; issues?: { path: string }[] }
  const fields = (problem.issues ?? []).map(({ path: field }) => field.replace(/^body[./]?/, ''))
  return { ok: false, status: answer.status, code: problem.code ?? 'unknown', fields }
}

export type EntryErrors = Readonly<{ name?: PlainKey; email?: PlainKey; password?: KeyFor<{ min: number; max: number }>; form?: PlainKey }>

const wholeForm: Readonly<Record<string, PlainKey>> = {
  invalid_email_or_password: 'entry.wrong.pair',
  email_not_verified: 'entry.wrong.unverified',
  rate_limited: 'entry.wrong.often',
}

/** What to say about a refusal, and beside which field. */
export function entryErrors({ code, fields }: Refusal, email: string): EntryErrors {
  if (code !== 'invalid_request') return { form: wholeForm[code] ?? 'entry.wrong.other' }
  const named = (field: string) => fields.some((one) => one.includes(field))
  const errors: EntryErrors = {
    ...(named('name') ? { name: 'entry.wrong.name' } : {}),
    ...(named('email') ? { email: emailError(email) } : {}),
    ...(named('assword') ? { password: 'entry.wrong.password' } : {}),
  }
  return Object.keys(errors).length > 0 ? errors : { form: 'entry.wrong.other' }
}

function emailError(email: string): PlainKey {
  if (!email.includes('@')) return 'entry.wrong.emailAt'
  return email.trim().endsWith('@') ? 'entry.wrong.emailStops' : 'entry.wrong.email'
}

/** Where to go on after signing in: a path on this site, else the front page. */
export const nextOf = (value: string | null): string => (value && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : '/')

import { fail, type RequestEvent } from '@sveltejs/kit'
import { addDays, isDay } from '../dates/days.ts'
import { pickedFrom } from '../hosting/picked.ts'
import { typedMinor } from '../hosting/typed-amount.ts'
import { apiFor, problemOf } from './api.ts'

/** What was typed, to be shown again where something was wrong with it. */
export type Typed = Readonly<{ first: string; last: string; nightly: string; nightsMin: string; blocked: boolean }>

/** What became of saving nights: `problem` names what was wrong, `conflicts` are nights that guests keep. */
export type Saved = Readonly<{ problem: string | null; typed: Typed; conflicts: readonly string[] }>

const field = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/**
 * Saves the panel's form for one home. Each field comes with what it was (`…Was`), so that only what the host has changed
 * is set; a price that was emptied goes back to the plan's.
 */
export async function saveNights(event: Pick<RequestEvent, 'url' | 'locals' | 'request'>, listingId: string) {
  const form = await event.request.formData()
  const typed: Typed = {
    first: field(form, 'first'),
    last: field(form, 'last'),
    nightly: field(form, 'nightly'),
    nightsMin: field(form, 'nightsMin'),
    blocked: form.has('blocked'),
  }
  const refused = (problem: string, status = 422) => fail(status, { problem, typed, conflicts: [] } satisfies Saved)
  const picked = isDay(typed.first) ? pickedFrom(typed.first, typed.last) : null
  if (!picked) return refused('no_nights')
  const currency = field(form, 'currency')
  const minor = typed.nightly === '' ? null : typedMinor(typed.nightly, currency)
  if (typed.nightly !== '' && minor === null) return refused('no_amount')
  const body = {
    from: picked.first,
    to: addDays(picked.last, 1),
    ...(typed.nightly === field(form, 'nightlyWas') ? {} : { nightly: minor === null ? null : { minor, currency } }),
    ...(typed.nightsMin === field(form, 'nightsMinWas') ? {} : { nightsMin: typed.nightsMin === '' ? null : Number(typed.nightsMin) }),
    ...(typed.blocked === (field(form, 'blockedWas') === 'true') ? {} : { open: !typed.blocked }),
  }
  const answer = await apiFor(event).PUT('/api/v1/listings/{id}/nights', { params: { path: { id: listingId } }, body })
  if (answer.data) return { problem: null, typed, conflicts: answer.data.conflicts } satisfies Saved
  return refused(problemOf(answer)?.code ?? 'failed', answer.response.status)
}

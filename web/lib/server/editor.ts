import { error, type RequestEvent } from '@sveltejs/kit'
import { fieldsOf, textIn, type Draft, type Fields, type Prices } from '../editor/fields.ts'
import { isFormStep, isStep, type FormStep, type Step } from '../editor/steps.ts'
import { addDays, weekdayOf } from '../dates/days.ts'
import type { components } from '../api/schema.d.ts'
import type { Me } from '../me.ts'
import { apiFor, orErrorPage } from './api.ts'
import { earliestToday } from './today.ts'
import { signInFirst } from './sign-in-first.ts'

type Event = Pick<RequestEvent, 'url' | 'locals'>
type Pages = Pick<RequestEvent, 'url'> & { parent: () => Promise<{ me: Me | null }> }

/** Who is signed in; whoever is not comes back here afterwards. */
export async function signedInOrAway({ url, parent }: Pages): Promise<Me> {
  const { me } = await parent()
  return me ?? signInFirst(url.pathname)
}

/** The step an address names, one with a form or the last look. */
export function stepOf(name: string): FormStep | 'review' {
  if (!isStep(name) || name === 'photos') return error(404)
  return name
}

/** A listing as its own host edits it; for everybody else there is no such page. */
export async function readDraft(event: Event, id: string, step: Step) {
  const api = apiFor(event)
  const params = { path: { id } }
  const [listing, publication, units, prices] = await Promise.all([
    api.GET('/api/v1/listings/{id}', { params }),
    api.GET('/api/v1/listings/{id}/publication', { params }),
    step === 'rooms' ? api.GET('/api/v1/listings/{id}/units', { params }) : null,
    step === 'prices' || step === 'review' ? api.GET('/api/v1/listings/{id}/pricing', { params }) : null,
  ])
  const { state, missing } = orErrorPage(publication)
  const draft: Draft = {
    listing: orErrorPage(listing),
    prices: prices?.data ? planOf(prices.data) : null,
    units: units ? orErrorPage(units).items : [],
  }
  return { ...draft, state, missing, fields: isFormStep(step) ? fieldsOf(step, draft) : {} }
}

/** `terms` is null for one that is offered no more. */
type OwnPolicy = Readonly<{ id: string; name: string; terms: Pick<components['schemas']['Policy'], 'tiers' | 'late'> | null }>

/** The operator's own policies that this home may choose, and the one it has though it is offered no more. */
export async function readMadePolicies(event: Event, { policy, policyName }: Draft['listing']): Promise<OwnPolicy[]> {
  const { items } = orErrorPage(await apiFor(event).GET('/api/v1/policies'))
  const made = items.flatMap(({ id, name, ...terms }) => (name === null ? [] : [{ id, name, terms }]))
  const has = made.some(({ id }) => id === policy)
  return policyName === null || has ? made : [...made, { id: policy, name: policyName, terms: null }]
}

const planOf = ({ overrides: _, ...plan }: Prices & { overrides?: unknown }): Prices => plan

const friday = 5
const exampleAheadDays = 21
const exampleNights = 3

/** The weekend that prices are tried on: three weeks ahead, Friday to Monday. */
export function exampleStay() {
  const soon = addDays(earliestToday(), exampleAheadDays)
  const checkIn = addDays(soon, (friday - weekdayOf(soon) + 7) % 7)
  return { checkIn, checkOut: addDays(checkIn, exampleNights) }
}

/** What a guest would pay, and what the host would get. Null when the prices are none, or the API is silent. */
export async function readExample(event: Event, id: string, { prices, capacity }: { prices: Prices | null; capacity: number }) {
  if (!prices) return null
  const body = { prices, ...exampleStay(), adults: Math.min(2, capacity), children: 0, infants: 0, pets: 0 }
  const { data } = await apiFor(event).POST('/api/v1/listings/{id}/pricing/trial', { params: { path: { id } }, body })
  return data ? { ...data, ...exampleStay(), adults: body.adults } : null
}

/** Every field of a form, as typed. */
export function fieldsIn(form: FormData): Fields {
  const names = [...new Set(form.keys())]
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).flatMap((value) => (typeof value === 'string' ? [value] : []))]))
}

/** What the form showed before anybody typed, as its hidden field carries it; nothing when that is spoilt. */
export function seenFields(fields: Fields): Fields {
  try {
    const seen: unknown = JSON.parse(textIn(fields, 'was'))
    const entries = typeof seen === 'object' && seen !== null ? Object.entries(seen) : []
    return Object.fromEntries(entries.filter((entry): entry is [string, string[]] => isTexts(entry[1])))
  } catch {
    return {}
  }
}

const isTexts = (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === 'string')

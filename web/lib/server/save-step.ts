import { isDeepStrictEqual } from 'node:util'
import type { RequestEvent } from '@sveltejs/kit'
import type { Place } from '../api/types.ts'
import { textIn, type Draft, type Fields } from '../editor/fields.ts'
import { parsePoint, readPrices, readStep, type Errors, type Patch } from '../editor/read-step.ts'
import type { FormStep } from '../editor/steps.ts'
import { apiFor, problemOf } from './api.ts'
import { seenFields } from './editor.ts'
import { findPlace } from './find-place.ts'

type Event = Pick<RequestEvent, 'url' | 'locals'>

/** Why a step was not saved. `conflict`: somebody has changed the same meanwhile; `places`: what the town may be. */
export type Refused = Readonly<{ errors: Errors; conflict?: boolean; places?: readonly Place[] }>
type Saving = Readonly<{ id: string; step: FormStep; fields: Fields; draft: Draft }>

/** Writes what a step's form says. Null when all of it is saved; what another window has changed meanwhile is left as it is. */
export async function saveStep(event: Event, saving: Saving): Promise<Refused | null> {
  if (saving.step === 'prices') return savePrices(event, saving)
  const { value, errors } = readStep(saving.step, saving.fields)
  const before = seenFields(saving.fields)
  const seen = { ...readStep(saving.step, before).value, ...(before.title && { title: textIn(before, 'title') }) }
  const placed = saving.step === 'place' ? await readTown(event, saving) : {}
  if ('places' in placed) return { errors: { ...errors, ...placed.errors }, places: placed.places }
  if (Object.keys(errors).length > 0) return { errors }
  const refused = await patch(
    event,
    saving.id,
    { ...value, ...placed },
    'town' in placed ? { ...seen, town: saving.draft.listing.town } : seen,
  )
  return refused ?? (saving.step === 'rooms' ? saveUnits(event, saving) : null)
}

async function patch(event: Event, id: string, body: Patch, was: Patch): Promise<Refused | null> {
  const answer = await apiFor(event).PATCH('/api/v1/listings/{id}', { params: { path: { id } }, body: { ...body, was } })
  return answer.data ? null : refusal(problemOf(answer)?.code)
}

const changed = new Set(['listing_changed', 'prices_changed', 'units_changed'])
const refusal = (code: string | undefined): Refused =>
  changed.has(code ?? '')
    ? { errors: {}, conflict: true }
    : { errors: { form: code === 'unit_taken' ? 'editor.wrong.unitTaken' : 'editor.wrong.refused' } }

/** What a change of town means for where the home is: nothing when the name is the one that is there. */
async function readTown(event: Event, { fields, draft }: Saving): Promise<Patch | Refused> {
  const name = textIn(fields, 'place').trim()
  if (name === draft.listing.town) return {}
  const found = await findPlace(event, name, textIn(fields, 'placeId'))
  if ('places' in found) {
    // A place no map knows: its name is taken as it is, once somebody has said where it is.
    const moved = textIn(fields, 'at') !== textIn(seenFields(fields), 'at') && parsePoint(textIn(fields, 'at'))
    if (moved && name !== '') return { town: name }
    return { errors: { place: found.places.length > 0 ? 'editor.wrong.whichPlace' : 'editor.wrong.place' }, places: found.places }
  }
  const { place } = found
  const pinned = textIn(fields, 'at') !== textIn(seenFields(fields), 'at')
  return { ...townOf(place), ...(pinned ? {} : { exact: place.location }) }
}

/** A place of the gazetteer as a listing names it. */
export const townOf = ({ name, region, country }: Place) => ({
  town: name,
  region: region === name ? null : region,
  country: country || null,
})

async function saveUnits(event: Event, { id, fields, draft }: Saving): Promise<Refused | null> {
  const gone = new Set(fields.unitGone)
  const kept = (fields.unitId ?? [])
    .map((unitId, row) => ({ id: unitId, name: (fields.unitName?.[row] ?? '').trim() }))
    .filter((unit) => !gone.has(unit.id))
  const more = Math.min(100, Number(textIn(fields, 'unitsMore')) || 0)
  const units = [...kept, ...Array.from({ length: Math.max(0, Math.floor(more)) }, () => ({ id: null, name: '' }))]
  const seen = seenFields(fields)
  const was = (seen.unitId ?? []).map((unitId, row) => ({ id: unitId, name: seen.unitName?.[row] ?? '' }))
  if (units.length === 0 || isDeepStrictEqual(units, draft.units)) return null
  const answer = await apiFor(event).PUT('/api/v1/listings/{id}/units', { params: { path: { id } }, body: { units, was } })
  return answer.data ? null : refusal(problemOf(answer)?.code)
}

async function savePrices(event: Event, { id, fields, draft: { listing } }: Saving): Promise<Refused | null> {
  const { value, errors } = readPrices(fields, listing)
  if (!value || Object.keys(errors).length > 0) return { errors }
  const was = readPrices(seenFields(fields), listing).value
  const answer = await apiFor(event).PUT('/api/v1/listings/{id}/pricing', { params: { path: { id } }, body: { ...value, was } })
  return answer.data ? null : refusal(problemOf(answer)?.code)
}

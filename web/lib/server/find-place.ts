import type { RequestEvent } from '@sveltejs/kit'
import type { Place } from '../api/types.ts'
import { apiFor } from './api.ts'

const offeredMax = 8

export type Found = Readonly<{ place: Place } | { places: readonly Place[] }>

/** The place that a name and, if one was picked, an id stand for; else those it may be, for the host to say which. */
export async function findPlace(event: Pick<RequestEvent, 'url' | 'locals'>, name: string, placeId: string): Promise<Found> {
  if (name.trim() === '') return { places: [] }
  const query = { q: name.trim().slice(0, 100), limit: offeredMax }
  const { data } = await apiFor(event).GET('/api/v1/places', { params: { query } })
  const places = (data?.items ?? []).filter(({ kind }) => kind !== 'country')
  const same = places.filter((place) => place.name.toLowerCase() === name.trim().toLowerCase())
  const picked = places.find(({ id }) => id === placeId) ?? (same.length === 1 ? same[0] : undefined)
  return picked ? { place: picked } : { places }
}

import type { Listing, Place } from '../api/types.ts'
import { kmBetween } from '../map/distance.ts'
import { apiFor } from './api.ts'
import { remembered } from './remembered.ts'

/** From the point that everybody sees, in a straight line. `own` is the middle of the home's own town. */
export type Distance = Readonly<{ town: string; own: boolean; km: number }>

type Event = Parameters<ReturnType<typeof remembered>>[0]

const kmMax = 40
const othersMax = 4
const placesMax = 20
const keepMs = 600_000
const isSome = (list: readonly unknown[]) => list.length > 0
/** A name that the gazetteer does not know is known to be none. */
const always = () => true

/** What a gazetteer knows by this name. A place made of our own homes has its middle among them, which says nothing of the town's. */
const readMiddles = remembered(keepMs, always, async (event, name): Promise<Place[]> => {
  const { data } = await apiFor(event).GET('/api/v1/places', { params: { query: { q: name.slice(0, 100), limit: placesMax } } })
  return (data?.items ?? []).filter(
    ({ id, kind, name: called }) => kind === 'town' && !id.startsWith('own:') && called.toLowerCase() === name.toLowerCase(),
  )
})

const readTowns = remembered(keepMs, isSome, async (event): Promise<Place[]> => {
  const { data } = await apiFor(event).GET('/api/v1/places', { params: { query: { limit: placesMax } } })
  return (data?.items ?? []).filter(({ kind }) => kind === 'town')
})

/** How far it is to the middle of the home's town and to the towns around in which homes are let, nearest first. None for who sees the door. */
export async function readDistances(event: Event, { exact, location, town }: Listing): Promise<Distance[]> {
  if (exact) return []
  const km = (place: Place) => kmBetween(location, place.location)
  const near = (places: readonly Place[]) => places.filter((place) => km(place) <= kmMax).toSorted((a, b) => km(a) - km(b))
  const others = near((await readTowns(event, '')).filter(({ name }) => name !== town)).slice(0, othersMax)
  const names = [town, ...others.map(({ name }) => name)]
  const found = await Promise.all(names.map(async (name) => near(await readMiddles(event, name)).slice(0, 1)))
  return found.flat().map((place) => ({ town: place.name, own: place.name === town, km: km(place) }))
}

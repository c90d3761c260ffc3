import { goto } from '$app/navigation'
import type { Box } from '../map/draw-map.ts'
import { searchHref, type Criteria } from './criteria.ts'
import { readCriteria } from './read-criteria.ts'

/** What a form of a search says, as the site's own addresses do. */
export const criteriaOf = (form: HTMLFormElement) =>
  readCriteria(new URLSearchParams([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))))

/** Leads where the form would, by an address that leaves out what is empty: it is one to pass on. */
export function sendNeatly(event: SubmitEvent): void {
  if (!(event.currentTarget instanceof HTMLFormElement)) return
  event.preventDefault()
  void goto(searchHref(criteriaOf(event.currentTarget), {}, new URL(event.currentTarget.action).pathname))
}

/** The same search in an area of the map. Following the map's moves leaves one address behind, not one of every move. */
export const searchArea = (criteria: Criteria, area: Box, { following, path }: { following: boolean; path?: string }): Promise<void> =>
  goto(searchHref(criteria, { bbox: area.join(), place: '', placeId: '' }, path), {
    replace: following && criteria.bbox !== '',
    reset: !following,
  })

import { goto } from '$app/navigation'
import { searchHref } from './criteria.ts'
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

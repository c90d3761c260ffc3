import type { RequestEvent } from '@sveltejs/kit'
import { addDays } from '../dates/days.ts'
import { apiFor, orErrorPage } from './api.ts'
import { textOf } from './form-text.ts'
import { earliestToday } from './today.ts'

/** What the host typed of a booking of their own, to be shown again where something was wrong with it. */
export type OwnWords = Readonly<{
  listingId: string
  unitId: string
  checkIn: string
  checkOut: string
  guestName: string
  guestPhone: string
  note: string
  adults: number
  children: number
  infants: number
  pets: number
}>

const countIn = (form: FormData, name: string) => Number.parseInt(textOf(form, name), 10) || 0

export const ownWordsIn = (form: FormData): OwnWords => ({
  listingId: textOf(form, 'listingId'),
  unitId: textOf(form, 'unitId'),
  checkIn: textOf(form, 'checkIn'),
  checkOut: textOf(form, 'checkOut'),
  guestName: textOf(form, 'guestName').trim(),
  guestPhone: textOf(form, 'guestPhone').trim(),
  note: textOf(form, 'note').trim(),
  adults: countIn(form, 'adults') || 1,
  children: countIn(form, 'children'),
  infants: countIn(form, 'infants'),
  pets: countIn(form, 'pets'),
})

/** As the API takes them: no unit chosen is whichever is free. */
export const bodyOf = ({ listingId: _, unitId, ...words }: OwnWords) => ({ ...words, unitId: unitId === '' ? null : unitId })

const homePagesMax = 20

/** The homes that nights may be given away of, with their units where there are several. */
export async function ownHomes(event: Pick<RequestEvent, 'locals'>) {
  const from = earliestToday()
  const span = { from, to: addDays(from, 1) }
  const homes: Home[] = []
  for (let [cursor, pages]: [string | null, number] = [null, 0]; pages < homePagesMax; pages++) {
    const query = { ...span, ...(cursor === null ? {} : { cursor }) }
    const page: { homes: readonly Home[]; nextCursor: string | null } = orErrorPage(
      await apiFor(event).GET('/api/v1/hosting/calendar', { params: { query } }),
    )
    homes.push(...page.homes)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return homes.map(({ listing: { id, title }, units }) => ({
    id,
    title,
    units: units.length > 1 ? units.map((unit) => ({ id: unit.id, name: unit.name })) : [],
  }))
}

type Home = Readonly<{ listing: { id: string; title: string }; units: readonly { id: string; name: string }[] }>

import type { Deps } from '../platform/deps.ts'
import { answer, sendJson, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { tagAnswer } from '../platform/http/etag.ts'
import { findDays, type FindDaysError } from './find-days.ts'
import { findHomes, findStays, type FindStaysError } from './find-stays.ts'
import { mapNamesQueryWire, mapNamesWire, placesQueryWire, placesWire } from './places-wire.ts'
import { presentPlace } from './present-found.ts'
import type { Search } from './search.ts'
import { parseBbox } from './where-asked.ts'
import { calendarQueryWire, namedQueryWire, namedWire, searchCalendarWire, searchQueryWire, searchWire } from './wire.ts'
import { writeFound, writeItems } from './write-found.ts'

const statuses = {
  search_starting: 503,
  bad_cursor: 400,
  bad_bbox: 400,
  currency_needed: 400,
  distance_needs_place: 400,
  dates_incomplete: 400,
  dates_twice: 400,
  flex_needs_dates: 400,
  month_incomplete: 400,
  range_empty: 400,
  range_too_long: 400,
  dates_past: 400,
  dates_too_far: 400,
  stay_empty: 400,
  stay_too_long: 400,
} as const satisfies StatusOf<FindStaysError | FindDaysError>

const tags = ['search']

/** Towns stay where they are; where our homes are changes slowly. */
const mapNamesCache = 'public, max-age=3600'

/** Finding a place, and what is free there. */
export async function searchRoutes(app: App, deps: Pick<Deps, 'db' | 'clock'> & { search: Search }): Promise<void> {
  app.route({
    method: 'GET',
    url: '/places',
    config: { access: 'public' },
    schema: {
      operationId: 'suggestPlaces',
      tags,
      summary: 'Places by the beginning of their name; without a name, those with most homes',
      querystring: placesQueryWire,
      response: { 200: placesWire },
    },
    handler: async ({ query }) => ({ items: (await deps.search.places(query.q, query.limit)).map(presentPlace) }),
  })
  app.route({
    method: 'GET',
    url: '/places/on-map',
    config: { access: 'public' },
    schema: {
      operationId: 'nameMap',
      tags,
      summary: 'Names of towns, and in small boxes of parts of towns, to write on a map; the most telling first',
      querystring: mapNamesQueryWire,
      response: { 200: mapNamesWire },
    },
    onSend: tagAnswer,
    handler: async ({ query }, reply) => {
      const box = answer(reply, parseBbox(query.bbox), statuses)
      reply.header('cache-control', mapNamesCache)
      return { items: await deps.search.namesOnMap(box, query.limit) }
    },
  })
  app.route({
    method: 'GET',
    url: '/search',
    config: { access: 'public' },
    schema: {
      operationId: 'searchStays',
      tags,
      summary: 'Homes that are free for the whole stay, with the exact total',
      querystring: searchQueryWire,
      response: { 200: searchWire },
    },
    handler: async ({ query }, reply) => sendJson(reply, writeFound(answer(reply, await findStays(deps, query), statuses))),
  })
  app.route({
    method: 'GET',
    url: '/search/calendar',
    config: { access: 'public' },
    schema: {
      operationId: 'searchCalendar',
      tags,
      summary: 'For each arrival of a season the least total and how many homes are free for so many nights',
      querystring: calendarQueryWire,
      response: { 200: searchCalendarWire },
    },
    handler: async ({ query }, reply) => answer(reply, await findDays(deps, query), statuses),
  })
  app.route({
    method: 'GET',
    url: '/search/homes',
    config: { access: 'public' },
    schema: {
      operationId: 'findHomes',
      tags,
      summary: 'Named homes with their nearest stay for one adult, in the order asked; those that are not on offer are left out',
      querystring: namedQueryWire,
      response: { 200: namedWire },
    },
    handler: async ({ query }, reply) => sendJson(reply, writeItems(answer(reply, await findHomes(deps, query.ids), statuses))),
  })
}

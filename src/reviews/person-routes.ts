import { z } from 'zod'
import { findPerson, type Person } from '../accounts/find-person.ts'
import type { HostId, UserId } from '../kernel/ids.ts'
import { listingsOfHost } from '../listings/hosts-listings.ts'
import { presentPhoto } from '../listings/present-photo.ts'
import { presentPortrait } from '../pictures/present-portrait.ts'
import type { Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { App } from '../platform/http/app.ts'
import { Problem } from '../platform/http/problem.ts'
import { idWire } from '../platform/wire.ts'
import { saidOfGuest } from './find-published.ts'
import { ratingsOf } from './find-reviews.ts'
import { personWire } from './wire.ts'

const homesShownMax = 24
const saidShownMax = 20

/** People as everybody may see them. */
export async function personRoutes(app: App, { db }: Pick<Deps, 'db'>): Promise<void> {
  app.route({
    method: 'GET',
    url: '/people/:id',
    config: { access: 'public' },
    schema: {
      operationId: 'getPerson',
      tags: ['people'],
      summary: 'Somebody as others see them, by the id of their user or their host',
      params: z.object({ id: idWire<'user'>().transform((id): UserId & HostId => parseAnyId(id)) }),
      response: { 200: personWire },
    },
    handler: async (request) => {
      const person = await findPerson(db, request.params.id)
      if (!person) throw new Problem(404, 'person_not_found')
      const homes = person.hostId ? await homesOf(db, person.hostId) : []
      const { rating, said } = person.userId ? await saidOfGuest(db, person.userId, saidShownMax) : { rating: noRating, said: [] }
      return { ...present(person), homes, rating, said: said.map((one) => ({ ...one, portrait: presentPortrait(one.portrait) })) }
    },
  })
}

const noRating = { average: null, count: 0 }

/** Which of the two it is, is what is being asked. */
const parseAnyId = (id: UserId) => id as UserId & HostId

const present = ({ userId, hostId, name, about, languages, sinceYear, portrait }: Person) => ({
  id: userId ?? hostId ?? '',
  host: hostId !== null,
  name,
  about,
  languages: [...languages],
  sinceYear,
  portrait: presentPortrait(portrait),
})

async function homesOf(db: Db, hostId: HostId): Promise<z.input<typeof personWire>['homes']> {
  const shown = await listingsOfHost(db, hostId, { after: null, limit: homesShownMax, state: 'published' })
  const ratingOf = await ratingsOf(
    db,
    shown.map(({ id }) => id),
  )
  return shown.map(({ id, title, town, summary, photos: [cover] }) => {
    return { id, title, town, summary, photo: cover ? presentPhoto(cover) : null, rating: ratingOf(id) }
  })
}

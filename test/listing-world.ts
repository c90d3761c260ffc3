import assert from 'node:assert/strict'
import type { Currency } from '../src/kernel/money.ts'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { calendarRoutes } from '../src/calendar/routes.ts'
import { calendarDate } from '../src/kernel/calendar-date.ts'
import { instant } from '../src/kernel/clock.ts'
import { newIds, type HostId, type ListingId, type UserId } from '../src/kernel/ids.ts'
import { seededRandom } from '../src/kernel/random.ts'
import { addPhoto as addListingPhoto } from '../src/listings/add-photo.ts'
import { parseListingFacts, type ListingFactsInput } from '../src/listings/listing-facts.ts'
import { publishListing } from '../src/listings/publish-listing.ts'
import { photoRoutes } from '../src/listings/photo-routes.ts'
import { listingRoutes } from '../src/listings/routes.ts'
import { showVariants } from '../src/listings/show-variants.ts'
import { upsertListing } from '../src/listings/upsert-listing.ts'
import { pictureJobs } from '../src/pictures/picture-jobs.ts'
import { write, type Db } from '../src/platform/db.ts'
import { localFiles } from '../src/platform/files.ts'
import type { Actor } from '../src/platform/http/actor.ts'
import { newTurns } from '../src/platform/turns.ts'
import { newUploads } from '../src/platform/uploads.ts'
import { newWorker } from '../src/platform/worker.ts'
import { isPriced, savePlan } from '../src/pricing/plans.ts'
import type { PricePlan } from '../src/pricing/price-plan.ts'
import { pricingRoutes } from '../src/pricing/routes.ts'
import { ratingOf } from '../src/reviews/find-reviews.ts'
import { reviewRoutes } from '../src/reviews/routes.ts'
import { newServer, people as knownPeople } from './server.ts'
import { tempFolder } from './temp.ts'

/** Ana lets, so does Eve; Ben is a guest, Otto an operator, Nils has not confirmed his address. */
const more: Record<string, Partial<Actor>> = { eve: { hostId: 'eve-host-id' as HostId }, nils: { emailVerified: false } }
const people: Record<string, Actor> = { ...knownPeople }
for (const [name, over] of Object.entries(more)) {
  people[name] = {
    userId: `${name}-id` as UserId,
    sessionId: name,
    name,
    email: `${name}@example.com`,
    emailVerified: true,
    roles: [],
    hostId: null,
    ...over,
  }
}

export type Who = 'stranger' | 'ben' | 'ana' | 'eve' | 'otto' | 'nils'
export const anaHost = 'ana-host-id' as HostId

export const lane: ListingFactsInput = {
  title: 'The Net Loft',
  summary: 'Breakfast where nets were mended',
  description: 'Beams that smell of tar.',
  placeType: 'entire',
  propertyType: 'townhouse',
  town: 'Antwerp',
  neighbourhood: 'Old harbour',
  address: 'Rope Lane 4',
  exact: { lat: 51.219412, lng: 4.402537 },
  capacity: 5,
  bedrooms: 2,
  beds: 3,
  bathrooms: 1,
  amenities: ['wifi'],
  instantBook: true,
  policy: 'firm',
  currency: 'EUR',
}
export const plan: PricePlan = {
  baseMinor: 10_000,
  weekendMinor: 12_000,
  weeklyDiscountBp: 0,
  monthlyDiscountBp: 0,
  cleaningMinor: 0,
  guestsIncluded: 2,
  extraGuestMinor: 0,
  petMinor: 0,
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
export type Reply = { status: number; code: unknown; body: Record<string, unknown>; text: string }

async function insertHost(db: Db, name: string): Promise<void> {
  const { hostId, userId } = people[name] ?? {}
  assert(hostId && userId)
  const about = { name, about: 'Boatbuilder', since: calendarDate('2019-05-01'), source: null, source_id: null, source_hash: null }
  await db
    .insertInto('host')
    .values({ id: hostId, user_id: userId, ...about, created_at: instant('2030-06-01T12:00:00Z') })
    .execute()
}

/** Listings with their calendars, prices and reviews behind a server, at noon UTC on Saturday 1 June 2030. */
export async function newListingWorld(t: TestContext, db: Db) {
  const clock = { now: () => instant('2030-06-01T12:00:00Z') }
  const random = seededRandom(21)
  const deps = { db, clock, random, ids: newIds(clock, random) }
  const folder = tempFolder('listing-world')
  const files = localFiles(path.join(folder, 'files'), random)
  const pictures = { ...deps, files, turns: newTurns(), uploads: newUploads(path.join(folder, 'uploads'), deps) }
  const worker = newWorker(
    deps,
    pictureJobs(pictures, (tx, fileKey) => showVariants(tx, deps, fileKey)),
  )
  for (const name of ['ana', 'eve']) await insertHost(db, name)
  const { app } = await newServer(
    async (server) => {
      await listingRoutes(server, {
        ...deps,
        ratingOf,
        currencies: ['EUR', 'SGD', 'JPY'] as Currency[],
        isPriced,
      })
      await pricingRoutes(server, deps)
      await photoRoutes(server, pictures)
      await calendarRoutes(server, deps)
      await reviewRoutes(server, deps)
    },
    {
      actorOf: async (credentials) => {
        const name = 'authorization' in credentials ? credentials.authorization.slice('Bearer '.length) : ''
        return { actor: people[name] ?? null, setCookies: [] }
      },
    },
  )
  t.after(() => app.close())

  const ask = async (who: Who, method: Method, url: string, body?: unknown): Promise<Reply> => {
    const headers = who === 'stranger' ? {} : { authorization: `Bearer ${who}` }
    const reply = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body as object }) })
    const json = reply.json<Record<string, unknown>>()
    return { status: reply.statusCode, code: json.code, body: json, text: reply.body }
  }
  /** Ana's, published and priced unless said otherwise. */
  const newListing = async ({
    facts = {},
    units = 1,
    published = true,
  }: { facts?: Partial<ListingFactsInput>; units?: number; published?: boolean } = {}) => {
    const parsed = parseListingFacts({ ...lane, ...facts })
    assert(parsed.ok, JSON.stringify(parsed))
    return write(db, async (tx) => {
      const unitNames = Array.from({ length: units }, () => '')
      const { listingId, unitIds } = await upsertListing(tx, deps, { hostId: anaHost, source: null, facts: parsed.value, unitNames })
      await savePlan(tx, deps, listingId, plan)
      if (published) await publishListing(tx, deps, listingId)
      return { listingId, unitIds }
    })
  }
  const addPhoto = (listingId: string) =>
    write(db, async (tx) => {
      const picture = { fileKey: `photos/${listingId}`, width: 1200, height: 800, colour: '#aa9988' }
      await tx
        .insertInto('picture')
        .values({ file_key: picture.fileKey, kind: 'photo', state: 'incoming', created_at: clock.now() })
        .execute()
      const words = { alt: 'The loft', caption: '', room: null }
      assert((await addListingPhoto(tx, deps, { listingId: listingId as ListingId, picture, words, contentHash: null })).ok)
    })
  return { ...deps, app, folder, files, worker, ask, newListing, addPhoto, noListing: (): ListingId => deps.ids.next<'listing'>() }
}

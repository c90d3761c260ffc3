import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { anaHost, newListingWorld } from '../../test/listing-world.ts'
import type { HostId, ListingId } from '../kernel/ids.ts'
import { listOwnListings } from './list-own-listings.ts'

forEachDatabase('a host sees all that is theirs, page by page, each with its state and what it lacks', async (t, db) => {
  const { ask, newListing, clock } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const draft = await ask('ana', 'POST', '/listings', {
    placeType: 'entire',
    propertyType: 'barn',
    town: 'Antwerp',
    near: { lat: 51.2, lng: 4.4 },
  })
  const page = async (hostId: HostId, cursor?: string) => {
    const listed = await listOwnListings({ db, clock }, { hostId, cursor, limit: 1 })
    assert(listed.ok)
    return listed.value
  }
  const first = await page(anaHost)
  const second = await page(anaHost, first.nextCursor ?? '')
  assert.equal(second.nextCursor, null)
  const found = new Map([...first.items, ...second.items].map((own) => [own.listing.id, own]))
  const shown = found.get(listingId)
  assert.deepEqual([shown?.listing.state, shown?.missing.map(({ code }) => code), shown?.nightly?.minor], ['published', ['photos'], 10_000])
  const begun = found.get(draft.body.id as ListingId)
  assert.deepEqual([found.size, begun?.listing.state, begun?.nightly, begun?.missing.length], [2, 'draft', null, 10])
  assert.deepEqual((await page('eve-host-id' as HostId)).items, [], "another host's list has none of it")
  assert.deepEqual(await listOwnListings({ db, clock }, { hostId: anaHost, cursor: 'x', limit: 1 }), {
    ok: false,
    error: { code: 'bad_cursor' },
  })
})

import assert from 'node:assert/strict'
import { forEachDatabase } from '../../../test/databases.ts'
import { hostileStrings } from '../../../test/hostile-strings.ts'
import {
  aListing,
  aReview,
  currency,
  fixtureFolder,
  importedAt,
  importedState,
  newFolder,
  runImport,
  someNights,
} from '../../../test/inside-airbnb.ts'
import { hourMs, later } from '../../kernel/clock.ts'

forEachDatabase('a folder in the format since 2020 becomes listings, hosts, nights, prices and reviews', async (_, db) => {
  const { outcome, skipped } = await runImport(db, fixtureFolder('new-format'), { publish: true })
  assert.ok(outcome.ok)
  const [loft, room, bed, ...others] = await importedState(db)
  assert.ok(loft && room && bed && others.length === 0)

  const { title, summary, description, property_type, place_type, amenities, host } = loft
  assert.equal(loft.source_id, '1139844543126920712')
  assert.deepEqual(
    [title, summary, property_type, place_type],
    ['Loft over the net store', 'A loft over the old net store.', 'loft', 'entire'],
  )
  assert.equal(description, 'A loft over the old net store.\n\nThe space\nTwo rooms, one stove & a view.\nNo lift.')
  assert.deepEqual(amenities, ['coffee_maker', 'fireplace', 'pets_allowed', 'wifi'])
  assert.deepEqual(host, { name: 'Ines & Théo', about: 'We mend boats.\nWe also let rooms.', since: '2016-03-14', sourceId: '4401' })
  assert.deepEqual(
    [loft.town, loft.region, loft.country, loft.neighbourhood, loft.zone],
    ['Portmerrow', 'Merrow', 'IE', 'Old Harbour', 'Europe/Dublin'],
  )
  assert.deepEqual([loft.capacity, loft.bedrooms, loft.beds, loft.bathroom_halves, loft.pets_max], [4, 2, 3, 3, 1])
  assert.deepEqual([loft.nights_min, loft.nights_max, loft.instant_book, loft.units], [2, 365, 1, 1])
  assert.equal(loft.plan[0]?.base_minor, 9_500)
  assert.deepEqual(loft.overrides, ['2024-06-07–2024-06-11 125050'])
  assert.deepEqual(loft.ranges, ['2024-06-03–2024-06-05', '2024-06-08–2024-06-09'])
  assert.deepEqual(loft.nights, ['2024-06-03 import', '2024-06-04 import', '2024-06-08 import'])
  assert.deepEqual(loft.rating, ['2 493 2024-05-20'])
  assert.deepEqual(loft.reviews, [
    '12 2019-10-12 Tove, Lisa: Warm, spotless,\nsmells of "rope".',
    '960421173849203001 2024-05-20 Idris: Stairs as promised.\nWe watched the boats come in.',
  ])

  // Its name carries what has no column, its place is the folder's, and nobody may stay longer than we let anybody stay.
  assert.deepEqual([room.title, room.bedrooms, room.beds, room.bathroom_halves, room.town], ['Room in Portmerrow', 2, 3, 2, 'Portmerrow'])
  assert.deepEqual([room.nights_min, room.nights_max, room.plan[0]?.base_minor], [365, 365, 4_000])

  // No name, and no price anywhere: it waits for its host.
  assert.deepEqual([bed.title, bed.host?.name, bed.beds, bed.bathroom_halves], ['Shared room in Hill', 'Host', 1, 1])
  assert.deepEqual([bed.state, bed.plan, bed.nights], ['draft', [], ['2024-06-06 import']])
  assert.deepEqual([loft.state, room.state], ['published', 'published'])

  assert.deepEqual(skipped, [
    'listings.csv:5 unknown_room_type (Tent)',
    'listings.csv:6 bad_id (x79)',
    'listings.csv:7 no_location (, -9.07)',
    'listings.csv:8 out_of_limits (capacity: Too small: expected number to be >=1)',
    'listings.csv:9 bad_host_id ()',
    'listings.csv:10 duplicate_listing (77)',
    'calendar.csv:21 unknown_listing (9999)',
    'calendar.csv:22 bad_date (2024-06-31)',
    'calendar.csv:23 bad_availability (yes)',
    'calendar.csv:24 duplicate_date (2024-06-04)',
    'calendar.csv:25 bad_price (free)',
    'reviews.csv:6 unknown_listing (9999)',
    'reviews.csv:7 bad_date (soon)',
    'reviews.csv:8 empty_review (16)',
    'reviews.csv:9 bad_review_id ()',
    'listings.csv:4 no_price (77)',
  ])
  const { skipped: counts, ...report } = outcome.value
  assert.equal(
    Object.values(counts).reduce((sum, count) => sum + count),
    skipped.length,
  )
  assert.deepEqual([report.created, report.published, report.reviewsCreated, report.blockedNights], [3, 2, 3, 5])
})

forEachDatabase('a folder in the format of 2019 becomes the same things', async (_, db) => {
  const { outcome, skipped } = await runImport(db, fixtureFolder('old-format'), { currency: currency('USD') })
  assert.ok(outcome.ok)
  assert.deepEqual(skipped, [])
  const [room, corner, flat] = await importedState(db)
  assert.ok(room && corner && flat)
  assert.deepEqual([flat.town, flat.region, flat.country, flat.currency, flat.state], ['Jersey City', 'NJ', 'US', 'USD', 'draft'])
  assert.deepEqual(
    [flat.description, flat.house_rules],
    ['Six hundred square feet on the second floor. Exposed brick.\n\nVaulted ceilings.', 'No shoes.\nQuiet after ten.'],
  )
  assert.deepEqual(flat.amenities, ['crib', 'pets_allowed', 'tv', 'wifi'])
  assert.deepEqual([flat.bedrooms, flat.beds, flat.bathroom_halves, flat.policy, flat.rating], [0, 1, 3, 'strict', ['12 480 2019-04-01']])
  const plan = { base_minor: 14_900, weekend_minor: null, weekly_discount_bp: 2_330, monthly_discount_bp: 3_289, cleaning_minor: 6_000 }
  assert.deepEqual(flat.plan, [{ ...plan, guests_included: 1, extra_guest_minor: 2_500, pet_minor: 0 }])
  // The rows of its calendar come in no order, and the last night has no price of its own.
  assert.deepEqual([flat.ranges, flat.overrides], [['2019-04-29–2019-05-01'], []])
  // Its listing says $0.00, its calendar knows better.
  assert.deepEqual([room.plan[0]?.base_minor, room.description, room.policy], [5_500, 'A small room.', 'moderate'])
  assert.deepEqual(corner.amenities, ['self_check_in'])
})

const bare = { listings: [aListing('5'), aListing('6')], calendar: [...someNights('5', 'ttff'), ...someNights('6', 'tttt')] }

forEachDatabase('packed or not, and whoever asks for it, the same folder gives the same', async (_, db) => {
  const rows = { ...bare, reviews: [aReview('5', '1')] }
  await runImport(db, newFolder(rows))
  const state = await importedState(db)
  const { outcome } = await runImport(db, newFolder(rows, { packed: true }))
  assert.ok(outcome.ok)
  assert.deepEqual([outcome.value.created, outcome.value.unchanged, outcome.value.reviewsUnchanged], [0, 2, 1])
  assert.deepEqual(await importedState(db), state)
})

forEachDatabase('a calendar without prices leaves the price of the listing, as files since 2025 have it', async (_, db) => {
  const noPrice = () => ''
  await runImport(db, newFolder({ listings: [aListing('5', { price: '$1,034.50' })], calendar: someNights('5', 'tftt', noPrice) }))
  const [home] = await importedState(db)
  assert.deepEqual([home?.plan[0]?.base_minor, home?.overrides, home?.nights], [103_450, [], ['2024-06-02 import']])
})

forEachDatabase('with its dates moved the calendar starts on the day that it is at the place', async (_, db) => {
  // Half past midnight in summer at the place, still the day before in Greenwich.
  const { outcome } = await runImport(db, newFolder(bare), { rebaseDates: true })
  assert.ok(outcome.ok)
  assert.equal(outcome.value.movedDays, 346)
  const [home] = await importedState(db)
  assert.deepEqual(home?.nights, ['2025-05-15 import', '2025-05-16 import'])
  const nextDay = later(importedAt, 24 * hourMs)
  const again = await runImport(db, newFolder(bare), { rebaseDates: true, now: nextDay })
  assert.ok(again.outcome.ok)
  // The free nights of the second have moved too, but nobody can tell.
  assert.deepEqual([again.outcome.value.movedDays, again.outcome.value.updated, again.outcome.value.unchanged], [347, 1, 1])
  assert.deepEqual((await importedState(db))[0]?.nights, ['2025-05-16 import', '2025-05-17 import'])
})

forEachDatabase('the naughtiest strings, in every text there is, arrive as text', async (_, db) => {
  const strings = hostileStrings().filter((text) => text.trim() !== '')
  const ids = strings.map((_, index) => String(1_000 + index))
  const listings = strings.map((text, index) =>
    aListing(ids[index] ?? '', {
      name: text,
      description: text,
      neighborhood_overview: text,
      neighbourhood: text,
      neighbourhood_cleansed: text,
      host_id: String(index + 1),
      host_name: text,
      host_about: text,
      property_type: text,
      bathrooms_text: text,
      amenities: JSON.stringify([text]),
    }),
  )
  const reviews = strings.map((text, index) => ({ ...aReview(ids[index] ?? '', String(index + 1), `x ${text}`), reviewer_name: text }))
  const folder = newFolder({ listings, calendar: ids.flatMap((id) => someNights(id, 'tf')), reviews })
  const { outcome, skipped } = await runImport(db, folder)
  assert.ok(outcome.ok)
  assert.deepEqual(skipped, [])
  assert.equal(outcome.value.created, strings.length)
  assert.equal(outcome.value.reviewsCreated, strings.length)
  const again = await runImport(db, folder)
  assert.ok(again.outcome.ok)
  assert.deepEqual([again.outcome.value.unchanged, again.outcome.value.reviewsUnchanged], [strings.length, strings.length])
  const titles = new Set((await db.selectFrom('listing').select('title').execute()).map(({ title }) => title))
  const asWritten = ["'; drop table listing; --", '田中さんにあげて下さい', '<script>alert(1)</script>', '${7*7}']
  for (const text of asWritten) assert.ok(titles.has(text), text)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimNights } from '../calendar/claim-nights.ts'
import { forEachDatabase } from '../../test/databases.ts'
import { lane, newListingWorld, plan, type Method, type Who } from '../../test/listing-world.ts'
import { calendarDate } from '../kernel/calendar-date.ts'
import { instant } from '../kernel/clock.ts'
import { newIds, type UnitId } from '../kernel/ids.ts'
import { seededRandom } from '../kernel/random.ts'
import { parseStay } from '../kernel/stay.ts'
import { inTransaction } from '../platform/db.ts'
import { parsePhoto } from './photo.ts'
import { missingFrom, type MissingCode } from './publication-policy.ts'

const beginning = { placeType: 'entire', propertyType: 'cottage', town: 'Antwerp', near: { lat: 51.22, lng: 4.4 } }

forEachDatabase('a draft starts with its kind and its town, and says honestly what it does not say', async (t, db) => {
  const { ask } = await newListingWorld(t, db)
  const made = await ask('ana', 'POST', '/listings', beginning)
  assert.equal(made.status, 201)
  const { title, unsaid, currency, zone, location, rooms } = made.body
  assert.deepEqual(
    { title, currency, zone, location, rooms },
    { title: '', currency: 'EUR', zone: 'Europe/Brussels', location: beginning.near, rooms: [] },
  )
  assert.deepEqual(unsaid, ['exact', 'capacity', 'bedrooms', 'beds', 'bathrooms', 'amenities', 'policy', 'instantBook'])
  const url = `/listings/${String(made.body.id)}`
  const step = await ask('ana', 'PATCH', url, { capacity: 4, bedrooms: 1, bathrooms: 1, rooms: [room('Loft', 2)] })
  assert.deepEqual([step.body.unsaid, step.body.beds], [['exact', 'amenities', 'policy', 'instantBook'], 2])
  assert.deepEqual(step.body.rooms, [room('Loft', 2)])
  for (const who of ['stranger', 'ben', 'eve'] as const) assert.equal((await ask(who, 'GET', url)).code, 'listing_not_found')
  await ask('ana', 'PUT', `${url}/publication`, { published: false })
  assert.equal((await ask('ana', 'GET', url)).body.state, 'draft', 'what was never shown cannot be paused into view')
})

const room = (name: string, count: number) => ({ name, note: 'Ladder.', beds: [{ kind: 'single', count }] })

forEachDatabase('a place needs its kind, its town and a point of some sort', async (t, db) => {
  const { ask } = await newListingWorld(t, db)
  for (const field of ['placeType', 'propertyType', 'town'] as const) {
    const { [field]: _, ...others } = beginning
    assert.equal((await ask('ana', 'POST', '/listings', others)).code, 'invalid_request', field)
  }
  const { near: _, ...nowhere } = beginning
  const refused = await ask('ana', 'POST', '/listings', nowhere)
  assert.deepEqual([refused.code, refused.body.field], ['bad_listing', 'exact'])
})

const aPhoto = parsePhoto({
  id: newIds({ now: () => instant('2030-06-01T12:00:00Z') }, seededRandom(1)).next<'photo'>(),
  file_key: 'photos/a',
  alt: '',
  caption: '',
  room: null,
  width: 1,
  height: 1,
  colour: '#000000',
  formats: '',
})
const whole = {
  unsaid: [],
  title: 'The Net Loft',
  summary: 'Breakfast where nets were mended',
  description: 'Beams.',
  address: 'Rope Lane 4',
  photos: [aPhoto],
  source: null,
}
type Lacking = Omit<Parameters<typeof missingFrom>[0], 'unsaid'> & { unsaid: Parameters<typeof missingFrom>[0]['unsaid'] }
const lacking: [what: string, over: Partial<Lacking>, priced: boolean, codes: MissingCode[]][] = [
  ['nothing', {}, true, []],
  ['its pin', { unsaid: ['exact'] }, true, ['pin']],
  ['its address', { address: null }, true, ['address']],
  ['how many it sleeps', { unsaid: ['capacity'] }, true, ['rooms']],
  ['its beds', { unsaid: ['beds'] }, true, ['rooms']],
  ['what is there', { unsaid: ['amenities'] }, true, ['amenities']],
  ['a photo', { photos: [] }, true, ['photos']],
  ['a title', { title: '' }, true, ['title']],
  ['a line of why', { summary: '' }, true, ['summary']],
  ['a description', { description: '' }, true, ['description']],
  ['a price', {}, false, ['price']],
  ['a policy', { unsaid: ['policy'] }, true, ['rules']],
  ['an answer on instant booking', { unsaid: ['instantBook'] }, true, ['rules']],
  ['much', { unsaid: ['exact', 'policy'], title: '', photos: [] }, false, ['pin', 'photos', 'title', 'price', 'rules']],
  ['photos, address and words, being imported', { source: 'x', photos: [], address: null, summary: '', description: '' }, true, []],
  ['a title and a price, though imported', { source: 'x', title: '' }, false, ['title', 'price']],
]
for (const [what, over, priced, codes] of lacking) {
  test(`what lacks ${what} is missing ${codes.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(
      missingFrom({ ...whole, ...over }, priced).map(({ code }) => code),
      codes,
    )
  })
}

forEachDatabase('two tabs change different fields and both are kept; the same field, and the second is told, not obeyed', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const url = `/listings/${listingId}`
  const was = { title: lane.title, summary: lane.summary ?? '', amenities: ['wifi'] }
  assert.equal((await ask('ana', 'PATCH', url, { title: 'The Rope Loft', was: { title: was.title } })).status, 200)
  assert.equal((await ask('ana', 'PATCH', url, { summary: 'Tar and tea', was: { summary: was.summary } })).status, 200)
  const late = await ask('ana', 'PATCH', url, { title: 'The Tar Loft', amenities: ['tv'], was })
  assert.deepEqual([late.status, late.code, late.body.fields], [409, 'listing_changed', ['title']])
  const { title, summary, amenities } = (await ask('ana', 'GET', url)).body
  assert.deepEqual({ title, summary, amenities }, { title: 'The Rope Loft', summary: 'Tar and tea', amenities: ['wifi'] })
  const same = await ask('ana', 'PATCH', url, { title: 'The Rope Loft', was })
  assert.equal(same.status, 200, 'who wants what is there already loses nothing')
  const both = await Promise.all(['One', 'Two'].map((one) => ask('ana', 'PATCH', url, { title: one, was: { title: 'The Rope Loft' } })))
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  )
})

forEachDatabase('prices changed in another tab are not overwritten unseen', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const url = `/listings/${listingId}/pricing`
  assert.deepEqual((await ask('ana', 'GET', url)).body, { ...plan, overrides: [] })
  assert.equal((await ask('ana', 'PUT', url, { ...plan, baseMinor: 20_000, was: plan })).status, 200)
  const late = await ask('ana', 'PUT', url, { ...plan, baseMinor: 30_000, was: plan })
  assert.deepEqual([late.status, late.code], [409, 'prices_changed'])
  assert.equal((await ask('ana', 'GET', url)).body.baseMinor, 20_000)
})

forEachDatabase('prices can be tried on before they are set, and what is tried is what would be charged', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const url = `/listings/${listingId}/pricing`
  const stay = { checkIn: '2030-06-04', checkOut: '2030-06-06', adults: 2 }
  const tried = await ask('ana', 'POST', `${url}/trial`, { prices: { ...plan, baseMinor: 5_000, cleaningMinor: 700 }, ...stay })
  assert.deepEqual([tried.body.nights, tried.body.total], [2, { minor: 10_700, currency: 'EUR' }])
  assert.equal((await ask('ana', 'GET', url)).body.baseMinor, plan.baseMinor)
  const backwards = await ask('ana', 'POST', `${url}/trial`, { prices: plan, ...stay, checkOut: '2030-06-01' })
  assert.equal(backwards.code, 'stay_empty')
})

forEachDatabase('units come, are renamed and go, save one with a night to come that somebody has', async (t, db) => {
  const { ask, newListing, ...deps } = await newListingWorld(t, db)
  const { listingId, unitIds } = await newListing({ units: 2 })
  const [first, second] = unitIds
  assert(first && second)
  const url = `/listings/${listingId}/units`
  await claim(deps, second, ['2030-05-01', '2030-05-03'])
  const renamed = await ask('ana', 'PUT', url, { units: [{ id: second, name: 'South' }, { id: first, name: 'North' }, { name: 'East' }] })
  assert.deepEqual([renamed.status, renamed.code], [200, undefined], renamed.text)
  assert.deepEqual(names(renamed.body), ['South', 'North', 'East'])
  await claim(deps, first, ['2030-07-01', '2030-07-04'])
  const taken = await ask('ana', 'PUT', url, { units: [{ id: second, name: 'South' }] })
  const { code, unitId, name, lastNight } = taken.body
  assert.deepEqual(
    { status: taken.status, code, unitId, name, lastNight },
    { status: 409, code: 'unit_taken', unitId: first, name: 'North', lastNight: '2030-07-03' },
  )
  assert.deepEqual(names((await ask('ana', 'GET', url)).body), ['South', 'North', 'East'])
  const gone = await ask('ana', 'PUT', url, { units: [{ id: first, name: 'North' }], was: renamed.body.items })
  assert.deepEqual(names(gone.body), ['North'], 'nights that are past keep nobody')
  const stale = await ask('ana', 'PUT', url, { units: [{ id: first, name: 'N' }], was: renamed.body.items })
  assert.deepEqual([stale.status, stale.code], [409, 'units_changed'])
  const foreign = await ask('ana', 'PUT', url, { units: [{ id: second, name: 'South' }] })
  assert.deepEqual([foreign.status, foreign.code], [404, 'unit_not_found'])
  const lost = await claim(deps, second, ['2030-08-01', '2030-08-02'])
  assert.deepEqual(lost, { ok: false, error: { code: 'nights_taken' } }, 'what is gone can no longer be taken')
})

forEachDatabase('a unit that goes while a guest takes its night: one of the two wins', async (t, db) => {
  const { ask, newListing, ...deps } = await newListingWorld(t, db)
  for (let round = 0; round < 6; round++) {
    const { listingId, unitIds } = await newListing({ units: 2 })
    const [first, second] = unitIds
    assert(first && second)
    const [set, claimed] = await Promise.all([
      ask('ana', 'PUT', `/listings/${listingId}/units`, { units: [{ id: first, name: '' }] }),
      claim(deps, second, ['2030-07-01', '2030-07-04']),
    ])
    assert.equal(set.status === 200, !claimed.ok, `${set.status} ${claimed.ok}`)
  }
})

const names = ({ items }: Record<string, unknown>) => (items as { name: string }[]).map(({ name }) => name)

type Claiming = Pick<Awaited<ReturnType<typeof newListingWorld>>, 'db'>
function claim({ db }: Claiming, unitId: UnitId, [from = '', to = '']: string[]) {
  const stay = parseStay(calendarDate(from), calendarDate(to))
  assert(stay.ok)
  return inTransaction(db, (tx) => claimNights(tx, { unitId, stay: stay.value, claimId: 'a-booking', kind: 'hold' }))
}

const refusals: [who: Who, method: Method, path: string, body: unknown, status: number, code: string][] = [
  ...(['publication', 'units', 'pricing'] as const).flatMap((what): typeof refusals => [
    ['stranger', 'GET', what, undefined, 401, 'sign_in_required'],
    ['ben', 'GET', what, undefined, 403, 'forbidden'],
    ['eve', 'GET', what, undefined, 404, 'listing_not_found'],
  ]),
  ['stranger', 'PUT', 'units', { units: [{ name: 'A' }] }, 401, 'sign_in_required'],
  ['ben', 'PUT', 'units', { units: [{ name: 'A' }] }, 403, 'forbidden'],
  ['eve', 'PUT', 'units', { units: [{ name: 'A' }] }, 404, 'listing_not_found'],
  ['eve', 'POST', 'pricing/trial', { prices: plan, checkIn: '2030-07-01', checkOut: '2030-07-02', adults: 1 }, 404, 'listing_not_found'],
  ['ana', 'PUT', 'units', { units: [] }, 400, 'invalid_request'],
  ['ana', 'PUT', 'units', { units: [{ id: 'x', name: 'A' }] }, 400, 'invalid_request'],
]

forEachDatabase("what only a host may see or do to their listing is refused to everybody else, in each role's own way", async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  for (const [who, method, path, body, status, code] of refusals) {
    const reply = await ask(who, method, `/listings/${listingId}/${path}`, body)
    assert.deepEqual({ status: reply.status, code: reply.code, asked: [who, path] }, { status, code, asked: [who, path] })
  }
})

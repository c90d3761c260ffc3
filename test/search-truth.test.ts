import { createReadStream, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { createGunzip, gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { openDatabase } from '../src/platform/db.ts'
import { databases, forEachDatabase } from './databases.ts'
import { newDice } from './dice.ts'
import { aListing, newFolder, someNights } from './inside-airbnb.ts'
import { dataFolder, skipWithoutData } from './machine.ts'
import { assertSearchTruth } from './search-truth.ts'

type Cells = Record<string, string>

/** Every tenth home of Singapore with its calendar. */
async function sliceOfSingapore(): Promise<string> {
  const city = path.join(dataFolder() ?? '', 'inside-airbnb/singapore-2023-09')
  const all: Cells[] = parse(gunzipSync(readFileSync(path.join(city, 'listings.csv.gz'))), { columns: true, bom: true })
  const listings = all.filter((_, index) => index % 10 === 0)
  const wanted = new Set(listings.map(({ id }) => id))
  const calendar: Cells[] = []
  const lines = createInterface({ input: createReadStream(path.join(city, 'calendar.csv.gz')).pipe(createGunzip()) })
  for await (const line of lines) {
    if (!wanted.has(line.slice(0, line.indexOf(',')))) continue
    const [, id = '', date = '', available = '', quoted, plain = ''] = /^(\d+),([\d-]+),([tf]),(?:"([^"]*)"|([^,]*))/.exec(line) ?? []
    calendar.push({ listing_id: id, date, available, price: quoted ?? plain })
  }
  return newFolder({ listings, calendar })
}

test(
  'every search of a slice of Singapore tells the truth: free by the claims, none missing, priced as quoted',
  { skip: skipWithoutData() },
  async (t) => {
    const made = await databases()[0]?.openMigrated()
    if (!made) throw new Error('there is always SQLite')
    const db = openDatabase(made.url)
    t.after(async () => {
      await db.destroy()
      await made.drop()
    })
    await assertSearchTruth(t, db, { dir: await sliceOfSingapore(), currency: 'SGD', searches: 500, quotesEach: 6 })
  },
)

forEachDatabase('every search of a made-up town tells the truth', async (t, db) => {
  const dice = newDice(6)
  const listings = Array.from({ length: 40 }, (_, i) =>
    aListing(String(i + 1), {
      latitude: String(53.2 + dice.share() / 10),
      longitude: String(-9.1 + dice.share() / 10),
      accommodates: String(1 + dice.below(6)),
      bedrooms: String(dice.below(4)),
      minimum_nights: String(dice.pick([1, 1, 2, 3, 28])),
      neighbourhood_cleansed: dice.pick(['Old Harbour', 'Hill', 'Mill']),
      room_type: dice.pick(['Entire home/apt', 'Private room']),
      amenities: dice.pick(['["Wifi"]', '["Wifi", "Kitchen"]', '["Kitchen", "Pets allowed"]']),
    }),
  )
  const calendar = listings.flatMap(({ id = '' }) => {
    const nights = Array.from({ length: 120 }, () => dice.pick(['t'.repeat(5), 'f', 'fff']))
      .join('')
      .slice(0, 365)
    return someNights(id, nights, (night) => dice.pick(['$100.00', night % 7 === 5 ? '$1,250.50' : '$99.95']))
  })
  await assertSearchTruth(t, db, {
    dir: newFolder({ listings, calendar }, { packed: true }),
    currency: 'EUR',
    searches: 120,
    quotesEach: 6,
  })
})

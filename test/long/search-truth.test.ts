import path from 'node:path'
import { forEachDatabase } from '../databases.ts'
import { dataFolder, skipWithoutData } from '../machine.ts'
import { assertSearchTruth } from '../search-truth.ts'

const cities = [
  { folder: 'singapore-2023-09', currency: 'SGD' },
  { folder: 'antwerp-2024-06', currency: 'EUR' },
  { folder: 'jersey-city-2019-04', currency: 'USD' },
  { folder: 'albany-2024-01', currency: 'USD' },
]

for (const { folder, currency } of cities) {
  forEachDatabase(
    `every search of ${folder} tells the truth: free by the claims, none missing, priced as quoted`,
    async (t, db) => {
      const dir = path.join(dataFolder() ?? '', 'inside-airbnb', folder)
      await assertSearchTruth(t, db, { dir, currency, searches: 500, quotesEach: 20 })
    },
    { skip: skipWithoutData() },
  )
}

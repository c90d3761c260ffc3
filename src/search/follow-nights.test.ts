import { forEachDatabase } from '../../test/databases.ts'
import { newDice } from '../../test/dice.ts'
import { writeListing, writeNights } from '../../test/search-rows.ts'
import { newSearchTown } from '../../test/search-town.ts'
import { setStayRule } from '../calendar/set-stay-rule.ts'
import { addDays, fromDayNumber } from '../kernel/calendar-date.ts'
import { dayMs } from '../kernel/clock.ts'
import { idFrom } from '../kernel/ids.ts'
import { write } from '../platform/db.ts'

forEachDatabase('of a listing that was booked or blocked its nights alone are read again, and they are right', async (t, db) => {
  const { world, search, follow, change, assertTrue } = await newSearchTown(t, db, 23, 20)
  await search.start()
  const dice = newDice(23)
  for (let round = 0; round < 6; round++) {
    for (let i = 0; i < 10; i++) {
      const { id, units } = dice.pick(world.listings)
      const others = dice.pick(world.listings).units[0] ?? []
      const type = dice.pick(['calendar.changed', 'booking.held', 'booking.cancelled', 'alteration.unpaid'])
      await change(id, (tx) => writeNights(tx, { id, units: units.map((taken) => (dice.chance(0.5) ? others : taken)) }), type)
    }
    await follow()
    await assertTrue(search)
  }
})

forEachDatabase('nights of a listing that changes otherwise too, or has more units by then, are those of all of it', async (t, db) => {
  const { world, search, follow, change, assertTrue } = await newSearchTown(t, db, 24)
  await search.start()
  const dice = newDice(24)
  for (let round = 0; round < 4; round++) {
    for (const { id } of world.listings) {
      const type = dice.pick(['listing.changed', 'pricing.changed', 'rating.changed'])
      const before = dice.chance(0.5)
      const told = (tx: Parameters<typeof writeNights>[0]) => writeListing(tx, { ...world.fresh(), id })
      if (before) await change(id, async () => undefined, 'calendar.changed')
      await change(id, told, type)
      if (!before) await change(id, async () => undefined, 'booking.expired')
    }
    await follow()
    await assertTrue(search)
  }
})

forEachDatabase('other units than search knows of are left until all of their listing is read, and touch no other', async (t, db) => {
  const { world, search, follow, change, assertTrue } = await newSearchTown(t, db, 26, 30)
  await search.start()
  const some = world.listings.filter((_, i) => i % 3 === 0)
  for (const listing of some) {
    const units = Array.from({ length: listing.units.length + 3 }, () => world.listings[1]?.units[0] ?? [])
    await change(listing.id, (tx) => writeListing(tx, { ...listing, units }), 'calendar.changed')
  }
  await follow()
  for (const { id } of some) await change(id, async () => undefined)
  await follow()
  await assertTrue(search)
})

forEachDatabase('a stay rule is more than nights: search knows it once it is set', async (t, db) => {
  const { world, deps, search, follow, assertTrue } = await newSearchTown(t, db, 25)
  await search.start()
  const from = fromDayNumber(Math.floor(world.now / dayMs) + 1)
  await write(db, async (tx) => {
    for (const { id, units } of world.listings) {
      const unitIds = units.map((_, position) => idFrom<'unit'>(`${id} ${position}`))
      await setStayRule(tx, deps, { listing: { id, unitIds }, range: { from, until: addDays(from, 60) }, nightsMin: 9 })
    }
  })
  await follow()
  await assertTrue(search)
})

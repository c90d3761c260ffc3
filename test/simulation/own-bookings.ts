import { changeOwnBooking } from '../../src/own-bookings/change-own-booking.ts'
import { makeOwnBooking } from '../../src/own-bookings/make-own-booking.ts'
import type { OwnBookingId } from '../../src/own-bookings/own-booking.ts'
import { removeOwnBooking } from '../../src/own-bookings/remove-own-booking.ts'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { idFrom } from '../../src/kernel/ids.ts'
import type { Stay } from '../../src/kernel/stay.ts'
import type { Actors } from './actors.ts'
import type { Spot } from './guests.ts'
import { must } from './violation.ts'

/** Hosts give nights away by themselves, change their mind, and take them back. */
export function ownBookingActs({ dice, client, database, acted }: Actors) {
  const read = database.prepare('select version, check_in, check_out from own_booking where id = ?')
  const find = (id: OwnBookingId) => read.get(id) as { version: number; check_in: string; check_out: string } | undefined
  const made: { id: OwnBookingId; home: Spot['home'] }[] = []
  const guests = { adults: 1, children: 0, infants: 0, pets: 0 }
  const guest = { name: 'Aunt Ida', phone: '', note: '' }
  let count = 0

  async function make({ home, from }: Spot): Promise<void> {
    acted('own booking')
    const key = `own-${++count}`
    const id = idFrom<'own_booking'>(`own:${home.hostId}:${key}`)
    const stay = { checkIn: from, checkOut: addDays(from, 1 + dice.below(3)) } as Stay
    const unitId = dice.chance(0.3) ? dice.pick(home.unitIds) : null
    const keyed = { actor: home.hostUserId, route: 'POST /own-bookings', key, input: stay }
    const answer = await client.askKeyed(keyed, async ({ deps }, seal) => {
      const asked = { id, hostId: home.hostId, listingId: home.listingId, unitId, stay, guests, guest }
      const done = await makeOwnBooking(deps, asked, (tx) => seal(tx, { status: 201, body: id }))
      return done.ok ? { status: 201, body: id } : { status: 409, body: done.error }
    })
    if (answer?.status !== 201) return
    const own = find(id)
    must(
      'acknowledged',
      own?.check_in === stay.checkIn && own.check_out === stay.checkOut,
      () => `the host's own booking ${id} was answered with 201, and there is none`,
    )
    made.push({ id, home })
  }

  async function change(spot: Spot): Promise<void> {
    const own = made.length === 0 ? undefined : dice.pick(made)
    const seen = own && find(own.id)
    if (!own || !seen) return make(spot)
    acted('change own booking')
    const { hostId, unitIds } = own.home
    const checkIn = addDays(seen.check_in as Spot['from'], dice.below(3) - 1)
    const stay = { checkIn, checkOut: addDays(checkIn, 1 + dice.below(4)) } as Stay
    const unitId = dice.chance(0.4) ? dice.pick(unitIds) : null
    const changed = await client.ask(({ deps }) =>
      changeOwnBooking(deps, { id: own.id, hostId, unitId, version: seen.version, stay, guests, guest }),
    )
    const now = find(own.id)
    if (changed?.ok && now?.version === seen.version + 1)
      must(
        'acknowledged',
        now.check_in === stay.checkIn && now.check_out === stay.checkOut,
        () => `the host's own booking ${own.id} was moved, and it was not`,
      )
  }

  async function remove(spot: Spot): Promise<void> {
    const own = made.length === 0 ? undefined : made.splice(dice.below(made.length), 1)[0]
    if (!own) return make(spot)
    acted('remove own booking')
    const removed = await client.ask(({ deps }) => removeOwnBooking(deps, { id: own.id, hostId: own.home.hostId }))
    if (removed?.ok) must('acknowledged', find(own.id) === undefined, () => `the host's own booking ${own.id} was removed, and it is there`)
  }

  return { make, change, remove }
}

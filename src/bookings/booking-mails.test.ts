import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { newTown, stay, type Town } from '../../test/town.ts'
import { createHost } from '../accounts/host.ts'
import { createUser } from '../accounts/create-user.ts'
import { grantOperator } from '../accounts/grant-operator.ts'
import type { UserId } from '../kernel/ids.ts'
import { write, type Db } from '../platform/db.ts'
import type { Mail } from '../platform/mail.ts'
import { announce } from '../platform/outbox.ts'
import { freeUnpaidNights } from './expire-hold.ts'

async function person(town: Town, name: string): Promise<UserId> {
  const made = await createUser(town, { name, email: `${name}@example.com`, password: 'a lamp in the window' })
  assert.ok(made.ok)
  return made.value.userId
}

/** Ana, who hosts Lakeside, can be written to. */
async function withHost(town: Town, db: Db): Promise<void> {
  const userId = await person(town, 'ana')
  const hostId = await write(db, (tx) => createHost(tx, town, { userId, name: 'Ana' }))
  await write(db, (tx) => tx.updateTable('listing').set({ host_id: hostId }).execute())
}

const mailsIn = async (db: Db) =>
  (await db.selectFrom('job').select('payload').where('kind', '=', 'mail.send').orderBy('id').execute()).map(
    (row) => JSON.parse(row.payload) as Mail,
  )

forEachDatabase('guest and host are told of a booking, and of its end, once each and by name', async (_, db) => {
  const town = await newTown(db)
  await withHost(town, db)
  const ben = await person(town, 'ben')
  const booking = await town.confirmed(ben, stay('2027-06-12', '2027-06-15'))
  await town.settle()
  const mails = await mailsIn(db)
  assert.deepEqual(mails.map((mail) => `${mail.to} ${mail.subject.replace(/\s*–\s*/u, '–')}`).toSorted(), [
    'ana@example.com New reservation: Lakeside, 12–15 June 2027',
    'ben@example.com Booked: Lakeside, 12–15 June 2027',
  ])
  const toBen = mails.find((mail) => mail.to.startsWith('ben'))
  assert.match(toBen?.text ?? '', /€351\.52/)
  assert.match(toBen?.text ?? '', new RegExp(`https://town\\.test/trips/${booking.id}`))
  assert.doesNotMatch(toBen?.text ?? '', /Lake Lane/, 'the door is told on the trip page alone')

  await town.cancel(booking.id, { userId: ben, hostId: null })
  await town.settle()
  const later = (await mailsIn(db)).filter((mail) => /^(Cancelled|Called off)/.test(mail.subject))
  assert.deepEqual(later.map((mail) => mail.to).toSorted(), ['ana@example.com', 'ben@example.com'])
  for (const mail of later) assert.match(mail.text, /€351\.52 goes back/)
})

forEachDatabase('who pays too late hears that it was too late and that all of it goes back', async (_, db) => {
  const town = await newTown(db)
  const ben = await person(town, 'ben')
  const held = await town.book(ben, stay('2027-06-12', '2027-06-15'))
  assert.ok(held.ok)
  const { id: bookingId, state } = held.value.booking
  await freeUnpaidNights(town, { bookingId, paymentId: state.paymentId })
  await town.pay(state.paymentId)
  town.set('2027-06-12T23:00:00Z') // the day of arrival is over in Lisbon
  await town.settle()
  assert.deepEqual(
    (await mailsIn(db)).map((mail) => [mail.to, /€351\.52/.test(mail.text)]),
    [['ben@example.com', true]],
  )
})

forEachDatabase('a host whom nobody signs in as gets no mail, and nothing fails for it', async (_, db) => {
  const town = await newTown(db)
  const ben = await person(town, 'ben')
  await town.confirmed(ben, stay('2027-06-12', '2027-06-15'))
  await town.settle()
  assert.deepEqual(
    (await mailsIn(db)).map((mail) => mail.to),
    ['ben@example.com'],
  )
  const failed = await db.selectFrom('job').select('kind').where('last_error', 'is not', null).execute()
  assert.deepEqual(failed, [])
})

forEachDatabase('when a bank sends a refund back, each operator is told once, and nobody else', async (_, db) => {
  const town = await newTown(db)
  const [ben] = [await person(town, 'ben'), await person(town, 'otto')]
  await grantOperator(town, { email: 'otto@example.com' })
  const booking = await town.confirmed(ben, stay('2027-06-12', '2027-06-15'))
  await town.settle()
  const event = { type: 'refund.failed', bookingId: booking.id, amount: { minor: 35_152, currency: 'EUR' } }
  await write(db, (tx) => announce(tx, town, event))
  await town.settle()
  const [toOtto, ...others] = (await mailsIn(db)).filter((mail) => mail.subject.startsWith('A refund came back'))
  assert.deepEqual(others, [])
  assert.equal(toOtto?.to, 'otto@example.com')
  assert.match(toOtto.text, /€351\.52 for booking/)
  assert.ok(toOtto.text.includes(booking.id))
})

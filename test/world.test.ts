import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Money } from '../src/kernel/money.ts'
import { databases } from './databases.ts'
import { newWorld } from './world.ts'

for (const database of databases()) {
  test(`in the small town Ben books Lakeside, pays, and calls it off in time [${database.name}]`, { skip: database.skip }, async (t) => {
    const world = await newWorld({ database })
    t.after(world.stop)
    const { as, ana, ben, eve, otto, lakeside, balance } = world
    assert.deepEqual((await as(otto).get('/me')).json<{ roles: string[] }>().roles, ['operator'])
    assert.deepEqual((await as(ana).get('/me')).json<{ host: { name: string } }>().host.name, 'Ana')
    assert.equal((await as(null).get('/me')).statusCode, 401)

    const booking = await world.confirmed(ben, { listingId: lakeside, checkIn: '2030-07-01', checkOut: '2030-07-04' })
    assert.equal(booking.state, 'confirmed')
    assert.equal((await balance('provider:clearing')).minor, -35_152)
    assert.equal((await balance(`host:${ana.hostId ?? ''}`)).minor, 32_786)
    assert.equal((await as(eve).get(`/bookings/${booking.id}`)).statusCode, 404)
    assert.equal((await world.book(eve, { listingId: lakeside, checkIn: '2030-07-03', checkOut: '2030-07-05' })).statusCode, 409)

    const preview = (await as(ben).get(`/bookings/${booking.id}/cancellation-preview`)).json<{ refund: Money }>()
    const cancelled = await as(ben).post(`/bookings/${booking.id}/cancellation`, { expectedRefund: preview.refund }, 'cancel-1')
    assert.equal(cancelled.statusCode, 200, cancelled.payload)
    await world.settle()
    assert.equal((await balance('provider:clearing')).minor, 0)
    assert.equal((await balance(`host:${ana.hostId ?? ''}`)).minor, 0)
    assert.equal((await world.book(eve, { listingId: lakeside, checkIn: '2030-07-03', checkOut: '2030-07-05' })).statusCode, 201)
  })
}

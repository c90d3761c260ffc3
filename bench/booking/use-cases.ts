import { randomUUID } from 'node:crypto'
import { createBooking } from '../../src/bookings/create-booking.ts'
import { idFrom } from '../../src/kernel/ids.ts'
import type { Money } from '../../src/kernel/money.ts'
import { parseStay } from '../../src/kernel/stay.ts'
import type { Provider } from '../../src/payments/provider.ts'
import { receiveEvent } from '../../src/payments/receive-event.ts'
import { beginKeyed, hashInput, parseIdempotencyKey, sealAnswer } from '../../src/platform/idempotency.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { paidEvent, signature } from './event.ts'
import type { Wish } from './wishes.ts'

const atOnce = 64

/**
 * A booking and its webhook without HTTP, sign-in and provider: key, hold, sealed answer; signature, stored event. Many at
 * once, as many requests would be. @returns how many a second, and the processor's time for each
 */
export async function timeUseCases(
  deps: Deps & { provider: Provider },
  wishes: readonly Wish[],
  webhookSecret: string,
): Promise<{ perS: number; cpuMs: number }> {
  const left = [...wishes]
  const inTurn = async () => {
    for (let wish = left.pop(); wish; wish = left.pop()) await bookAndTell(deps, wish, webhookSecret)
  }
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: atOnce }, inTurn))
  const [tookMs, { user, system }] = [performance.now() - began, process.cpuUsage(cpu)]
  return { perS: (wishes.length * 1000) / tookMs, cpuMs: (user + system) / 1000 / wishes.length }
}

async function bookAndTell(deps: Deps & { provider: Provider }, wish: Wish, webhookSecret: string): Promise<void> {
  const [key, stay] = [parseIdempotencyKey(wish.key), parseStay(wish.checkIn, wish.checkOut)]
  if (!key.ok || !stay.ok) throw new Error('a bad wish')
  const begun = await beginKeyed(deps.db, deps, { actor: wish.userId, route: 'POST /bookings', key: key.value, inputHash: hashInput(wish) })
  if (!begun.ok || !('fresh' in begun.value)) throw new Error('a key was used before')
  const { fresh } = begun.value
  const guest = { userId: wish.userId, hostId: null, emailVerified: true, name: 'Ben Marsh', phone: '', note: '' }
  const request = {
    bookingId: idFrom<'booking'>(`booking:${wish.userId}:${wish.key}`),
    guest,
    listingId: wish.listingId,
    stay: stay.value,
    guests: { adults: 2, children: 0, infants: 0, pets: 0 },
    expectedTotal: wish.expectedTotal as Money,
    returnUrl: 'http://127.0.0.1/trips',
  }
  const made = await createBooking(deps, request, (tx, { id, state }) =>
    sealAnswer(tx, fresh, { status: 201, body: { id, state: state.name } }),
  )
  if (!made.ok) throw new Error(`not booked: ${made.error.code}`)
  const body = paidEvent({ id: `cs_test_${randomUUID().replaceAll('-', '')}`, object: 'checkout.session' })
  const told = await receiveEvent(deps, { body: Buffer.from(body), signature: signature(body, webhookSecret) })
  if (!told.ok || told.value !== 'stored') throw new Error('a webhook was not stored')
}

import type { z } from 'zod'
import { toIso } from '../kernel/clock.ts'
import { nightCount } from '../kernel/stay.ts'
import { findPayment } from '../payments/find-payment.ts'
import { payUrl, type Payment } from '../payments/payment.ts'
import type { Db } from '../platform/db.ts'
import { differenceOf, type Agreement, type Alteration } from './alteration.ts'
import type { alterationWire, offeredAlterationWire } from './alteration-wire.ts'
import type { Party } from './booking.ts'
import type { OfferedAlteration } from './offer-alteration.ts'
import { linesOf } from './present-booking.ts'

type AlterationJson = z.input<typeof alterationWire>

function presentAgreement({ stay, guests, quote }: Agreement): AlterationJson['before'] {
  const { checkIn, checkOut } = stay
  return { checkIn, checkOut, nights: nightCount(stay), ...guests, total: quote.total, hostPayout: quote.hostPayout, lines: linesOf(quote) }
}

export const presentOffered = ({ before, after, difference, lapsesAt }: OfferedAlteration): z.input<typeof offeredAlterationWire> => ({
  before: presentAgreement(before),
  after: presentAgreement(after),
  difference,
  lapsesAt: toIso(lapsesAt),
})

/** Of nothing but what it is handed, so that it can be sealed in a transaction. The guest alone sees where to pay. */
export function presentAlteration(alteration: Alteration, viewer: Party, payment?: Payment): AlterationJson {
  const { id, bookingId, by, state, before, after, createdAt } = alteration
  const until = state.name === 'proposed' ? state.lapsesAt : state.name === 'awaiting_payment' ? state.heldUntil : null
  const url = viewer === 'guest' && payment ? payUrl(payment) : null
  return {
    id,
    bookingId,
    by,
    state: state.name,
    before: presentAgreement(before),
    after: presentAgreement(after),
    difference: differenceOf(alteration),
    until: until && toIso(until),
    payment: state.name === 'awaiting_payment' ? { url, state: payment?.state ?? 'opening' } : null,
    createdAt: toIso(createdAt),
    viewer,
  }
}

/** The same with where to pay, as of now. */
export async function presentWithPayment(db: Db, alteration: Alteration, viewer: Party): Promise<AlterationJson> {
  const { state } = alteration
  return presentAlteration(alteration, viewer, state.name === 'awaiting_payment' ? await findPayment(db, state.paymentId) : undefined)
}

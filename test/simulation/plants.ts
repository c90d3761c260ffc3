import { laterPlants } from './later-plants.ts'
import { one, type Plant } from './planting.ts'

const nights: Plant[] = [
  one('drop the key of night_claim', 'src/migrations/0025-night-claim.ts', "['unit_id', 'night'])", "['unit_id', 'night', 'claim_id'])"),
  one(
    'swallow the conflict of two claims',
    'src/calendar/claim-nights.ts',
    "if (isDuplicate(error)) return err({ code: 'nights_taken' })",
    'if (isDuplicate(error)) return ok()',
  ),
  one(
    'forget to free the nights of a hold',
    'src/bookings/expire-hold.ts',
    'await releaseNights(tx, { unitId: booking.unitId, stay: booking.stay, claimId: booking.id })',
    '',
  ),
  one(
    'forget to free the nights of a cancelled stay',
    'src/bookings/call-off.ts',
    '  await releaseNights(tx, { unitId, stay, claimId: id })\n',
    '',
  ),
  {
    name: 'give back the nights of another claim',
    file: 'src/calendar/wanted-nights.ts',
    edits: [
      [
        'claims.filter(({ claimId, night }) => claimId === source && !wanted.has(night))',
        'claims.filter(({ night }) => !wanted.has(night))',
      ],
      ['await deleteClaims(tx, unitId, range, source)', 'for (const { claimId } of claims) await deleteClaims(tx, unitId, range, claimId)'],
    ],
  },
  one(
    'free the last night only when it is not the last',
    'src/calendar/claim-nights.ts',
    'const range = { from: stay.checkIn, until: stay.checkOut }\n  await bumpCalendar',
    'const range = { from: stay.checkIn, until: nights(stay).at(-1) ?? stay.checkOut }\n  await bumpCalendar',
  ),
  one('free nights that a source still wants', 'src/calendar/claim-nights.ts', '\n  await takeWanted(tx, unitId, range)\n', '\n'),
  one(
    'keep what a source no longer wants',
    'src/calendar/wanted-nights.ts',
    'for (const range of rangesOf(vanished)) await deleteClaims(tx, unitId, range, source)',
    '',
  ),
  one('forget what a host kept before', 'src/calendar/block-nights.ts', 'mergeRanges([...wants, range])', 'mergeRanges([range])'),
  one('let a host open more than asked', 'src/calendar/block-nights.ts', 'subtractRange(wants, range)', '[]'),
  one('sell again what a host has called off', 'src/bookings/call-off.ts', 'if (blocks) await', 'if (!blocks) await'),
  one(
    'confirm without turning the hold into a booking',
    'src/bookings/confirm-booking.ts',
    '      await keepNights(tx, { unitId: booking.unitId, stay: booking.stay, claimId: booking.id })\n',
    '',
  ),
  one(
    'free the nights before the provider has ended the page',
    'src/payments/close-payment.ts',
    'await deps.provider.expireSession(sessionId)',
    "({ ...(await deps.provider.readSession(sessionId)), status: 'expired' } as const)",
  ),
]

const time: Plant[] = [
  one(
    'forget that holds end',
    'src/bookings/create-booking.ts',
    "    await enqueue(tx, deps, { kind: 'bookings.expire_hold', payload: { bookingId: id }, runAt: holdExpiresAt })\n",
    '',
  ),
  one(
    'count days of notice as 24 hours at a clock change',
    'src/listings/cancellation-policy.ts',
    'return wallInstant(addDays(stay.checkIn, dayShift - daysBefore), time, zone)',
    'return later(wallInstant(stay.checkIn, checkInFrom, zone), -daysBefore * 24 * hourMs)',
  ),
  one(
    'read check-in in UTC',
    'src/bookings/create-booking.ts',
    'checkInAt: wallInstant(request.stay.checkIn, listing.checkInFrom, listing.zone)',
    "checkInAt: wallInstant(request.stay.checkIn, listing.checkInFrom, 'UTC' as typeof listing.zone)",
  ),
  one(
    'give everybody a day to change their mind',
    'src/listings/cancellation-policy.ts',
    'const graced = bookedAt <= momentBefore({ daysBefore: policy.grace.daysAhead }, occasion)',
    'const graced = true',
  ),
  one(
    'end the stay when it begins',
    'src/bookings/booking.ts',
    'if (now >= checkOutAt) return { name:',
    'if (now >= checkInAt) return { name:',
  ),
  one(
    'forget that stays end',
    'src/bookings/pass-time.ts',
    'for (const runAt of [checkInAt, checkOutAt])',
    'for (const runAt of [checkInAt])',
  ),
  one(
    'let a stay be called off after it is over',
    'src/bookings/booking.ts',
    "  if (now >= booking.checkOutAt) return err({ code: 'booking_not_cancellable', state: 'over' })\n",
    '',
  ),
  one(
    'show a review before the other is written',
    'src/reviews/stay-review.ts',
    '(guest !== undefined && host !== undefined) || now',
    '(guest !== undefined || host !== undefined) || now',
  ),
  one(
    'never show a review that stays alone',
    'src/reviews/review-mails.ts',
    "    if (booking) await enqueue(tx, deps, { kind: 'reviews.publish', payload: { bookingId }, runAt: closesAt(booking) })\n",
    '',
  ),
]

const moneyPlants: Plant[] = [
  one(
    'confirm before the charge',
    'src/bookings/booking-jobs.ts',
    "type: 'payment.expired', job: 'bookings.unpaid'",
    "type: 'payment.expired', job: 'bookings.paid'",
  ),
  one(
    'announce the payment when its page opens',
    'src/payments/open-payment.ts',
    "    return saved ? ok() : err({ code: 'payment_changed' })",
    "    await announce(tx, { clock: { now: () => payment.createdAt }, ids: { next: () => sessionId as never } }, { type: 'payment.succeeded', bookingId: payment.bookingId, paymentId: payment.id, amount: payment.amount })\n    return saved ? ok() : err({ code: 'payment_changed' })",
  ),
  one(
    'take the host fee of the nights alone',
    'src/pricing/quote.ts',
    'hostFee: percentOf(subtotal, terms.hostFeeBp)',
    'hostFee: percentOf(nights, terms.hostFeeBp)',
  ),
  one('tax the nights before their discount', 'src/pricing/quote.ts', '(a.nights - a.discount) * on.nights', 'a.nights * on.nights'),
  one('charge the weekend from Saturday on', 'src/pricing/quote.ts', 'weekday(day) >= friday', 'weekday(day) > friday'),
  one(
    'give the weekly discount from the eighth night',
    'src/pricing/quote.ts',
    'nightCount >= weeklyFromNights',
    'nightCount > weeklyFromNights',
  ),
  one(
    'give the guest fee to the account of host fees',
    'src/bookings/booking-postings.ts',
    'credit: account.guestFees, amount: shares.guestFee',
    'credit: account.hostFees, amount: shares.guestFee',
  ),
  one(
    'book no charge',
    'src/payments/settle-payment.ts',
    "    await post(tx, deps, { fact: facts.charge(paymentId), reason: 'charge', bookingId, postings })\n",
    '',
  ),
  one(
    'let a payment forget its version',
    'src/payments/store.ts',
    "    .where('id', '=', ask('id'))\n    .where('version', '=', ask('version')),\n",
    "    .where('id', '=', ask('id')),\n",
  ),
  one(
    'apply the policy to hosts too',
    'src/bookings/refund-policy.ts',
    "  if (by === 'host') return refundOfRest(terms.quote, terms.given ?? nothingGiven, nothingKept)\n",
    '',
  ),
  one('keep the tax of what goes back', 'src/bookings/refund.ts', 'back.tax = taxBack(quote, { paid, back, kept })', 'back.tax = 0'),
  one(
    'give back the cleaning of a stay that began',
    'src/bookings/refund.ts',
    'for (const code of extras) back[code] = kept.nightsStayed > 0 ? 0 :',
    'for (const code of extras) back[code] = kept.nightsStayed > 1 ? 0 :',
  ),
  one(
    'take back nothing from the host',
    'src/bookings/give-back.ts',
    '  await post(tx, deps, { fact, reason: why, bookingId: booking.id, postings: givenBackPostings(booking, refund) })\n',
    '',
  ),
  one(
    'promise a refund and send none',
    'src/bookings/give-back.ts',
    'if (total.minor === 0) return null',
    'if (total.minor >= 0) return null',
  ),
  one(
    'refund twice: another refund at every try',
    'src/payments/send-refund.ts',
    'const asked = await deps.provider.refund({ refundId,',
    "const asked = await deps.provider.refund({ refundId: deps.ids.next<'refund'>(),",
  ),
  one(
    'open another page at every try',
    'src/payments/open-payment.ts',
    'deps.provider.openSession({ ...payment, paymentId })',
    "deps.provider.openSession({ ...payment, paymentId: deps.ids.next<'payment'>() })",
  ),
  one(
    'book a refund that a bank sent back as gone',
    'src/payments/settle-refund.ts',
    "if (isTaken && next.state === 'failed')",
    "if (!isTaken && next.state === 'failed')",
  ),
  one('never ask what became of a refund', 'src/payments/poll-payments.ts', '    await pollRefunds(deps, round)\n', ''),
]

const promises: Plant[] = [
  one(
    'lose the news of a confirmed booking',
    'src/bookings/confirm-booking.ts',
    "  await announce(tx, deps, { type: 'booking.confirmed', listingId: booking.listingId, bookingId: booking.id })\n",
    '',
  ),
  one(
    'lose the news of a cancelled booking',
    'src/bookings/call-off.ts',
    "  await announce(tx, deps, { type: 'booking.cancelled', listingId, bookingId: id, by: state.by })\n",
    '',
  ),
  {
    name: 'announce outside the transaction',
    file: 'src/bookings/pass-time.ts',
    edits: [
      [
        '  await write(deps.db, async (tx) => {\n    const booking',
        "  let news = ''\n  await write(deps.db, async (tx) => {\n    const booking",
      ],
      [
        '    await announce(tx, deps, { type, bookingId })\n  })',
        '    news = type\n  })\n  if (news) await write(deps.db, (tx) => announce(tx, deps, { type: news, bookingId }))',
      ],
    ],
  },
  one(
    'mark the job done before its effect',
    'src/platform/run-job.ts',
    '    await Promise.race([handle(',
    '    await write(bench.db, (tx) => markDone(tx, job, bench.clock.now()))\n    await Promise.race([handle(',
  ),
  one(
    'count a failed job as done',
    'src/platform/run-job.ts',
    "postpone(tx, job, runAt, failureText(thrown)))) ? 'retried'",
    "markDone(tx, job, runAt))) ? 'retried'",
  ),
  one(
    'tell only of the first event of a batch',
    'src/platform/sequencer.ts',
    '(subscription) => subscription.type === type)',
    '(subscription) => subscription.type === type && index === 0)',
  ),
  one('skip a number', 'src/platform/sequencer.ts', 'head.seq + index + 1)', 'head.seq + index + 2)'),
  one(
    'write to the first party only',
    'src/bookings/booking-mails.ts',
    'for (const mail of mails) await sendMail',
    'for (const mail of mails.slice(0, 1)) await sendMail',
  ),
  one('take a stay that is shorter than its host lets', 'src/bookings/create-booking.ts', '    if (!long.ok) return long\n', ''),
  one('count one hold too few', 'src/bookings/create-booking.ts', 'holds.open >= openHoldsMax', 'holds.open > openHoldsMax'),
  one('commit a refused transaction', 'src/platform/db.ts', '    if (!outcome.ok) throw new Rollback(outcome)\n', ''),
  one('answer a repeated request anew', 'src/platform/idempotency.ts', '  if (known.answer) return ok({ answer: known.answer })\n', ''),
]

export const plants: readonly Plant[] = [...nights, ...time, ...moneyPlants, ...promises, ...laterPlants]

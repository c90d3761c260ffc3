import { one, type Plant } from './planting.ts'

/** Mistakes about requests, alterations, guests who never come, hosts' own bookings, operators, hosts' money, disputes, and the comparison of the books. */
export const laterPlants: readonly Plant[] = [
  one(
    'let a host say yes too late',
    'src/bookings/request.ts',
    "  if (now >= state.answerBy) return err({ code: 'request_overdue' })\n",
    '',
  ),
  one(
    'forget that hosts must answer',
    'src/bookings/ask-host.ts',
    "    await enqueue(tx, deps, { kind: 'bookings.end_request', payload: { bookingId }, runAt: decision.state.answerBy })\n",
    '',
  ),
  one(
    'keep the nights of a request that came to nothing',
    'src/bookings/end-request.ts',
    '    await releaseNights(tx, { unitId, stay, claimId: bookingId })\n',
    '',
  ),
  one(
    'hold no nights for a longer stay that is not paid yet',
    'src/bookings/accept-alteration.ts',
    "kind: 'hold' }, nightsOnlyIn(after.stay, stay))",
    "kind: 'hold' }, [])",
  ),
  one(
    'keep the nights of a longer stay that nobody paid',
    'src/bookings/end-alteration.ts',
    '    await freeHeld(tx, booking, alteration)\n    const next',
    '    const next',
  ),
  one('price the nights that stay anew', 'src/pricing/reprice.ts', 'agreedRates[first + index - agreedFrom] ?? today', 'today'),
  one(
    'keep the shares of a stay that was altered',
    'src/bookings/apply-alteration.ts',
    "  await post(tx, deps, { fact: `alter:${alteration.id}`, reason: 'booking altered', bookingId: booking.id, postings })\n",
    '',
  ),
  one(
    'send nothing back for a shorter stay',
    'src/bookings/apply-alteration.ts',
    'if (minor >= 0) return []',
    'if (minor !== 0) return []',
  ),
  one(
    'keep the old room of a host’s own guest',
    'src/own-bookings/change-own-booking.ts',
    '  if (unitId < next.unitId) await leave()\n',
    '',
  ),
  one('pay hosts on arrival', 'src/payouts/transfer-policy.ts', 'later(checkInAt, afterArrivalMs)', 'checkInAt'),
  one(
    'pay hosts while a bank disputes',
    'src/payouts/decide-transfer.ts',
    'const disputed = await isDisputed(tx, bookingId)',
    'const disputed = false',
  ),
  one(
    'pay hosts again at every try',
    'src/payouts/send-transfer.ts',
    'connect.transfer({ transferId, bookingId,',
    'connect.transfer({ transferId: `${transferId}-${clock.now()}` as never, bookingId,',
  ),
  one(
    'fetch nothing back from hosts',
    'src/payouts/payout-jobs.ts',
    "  { name: 'payouts.refunded', type: 'refund.succeeded', job: 'payouts.settle' },\n",
    '',
  ),
  one(
    'pay hosts nothing for a stay that became longer',
    'src/payouts/payout-jobs.ts',
    "  { name: 'payouts.altered', type: 'booking.altered', job: 'payouts.settle' },\n",
    '',
  ),
  one(
    'let hosts say in the afternoon that nobody came',
    'src/bookings/no-show.ts',
    'latest(checkInAt, wallInstant(stay.checkIn, evening, snapshot.zone))',
    'latest(checkInAt)',
  ),
  one(
    'keep the nights of a guest who never came',
    'src/bookings/mark-no-show.ts',
    '    await releaseNights(tx, { unitId, stay, claimId: id })\n',
    '',
  ),
  one('let children come for nothing', 'src/pricing/quote.ts', 'Math.max(0, adults + children - plan', 'Math.max(0, adults - plan'),
  one('count only the days of a notice', 'src/listings/cancellation-policy.ts', 'const shown = hour - hoursBefore', 'const shown = hour'),
  one('share no loss', 'src/bookings/bear-loss.ts', 'if (missing.minor > 0) await post', 'if (missing.minor < 0) await post'),
  one(
    'book no fee of the provider',
    'src/payments/reconciliation/take-in.ts',
    'if (kept.minor === 0) return',
    'if (kept.minor >= 0) return',
  ),
  one(
    'open no case for a refund that came back',
    'src/payments/settle-refund.ts',
    "    await openCase(tx, deps, { about: `refund:${refundId}`, kind: 'refund_failed', bookingId: payment.bookingId, facts: known })\n",
    '',
  ),
]

import { agreed, partyOf, sharesOf, type AlterationRow, type Row } from './booking-row.ts'
import { checkQuote } from './check-quote.ts'
import { nightsIn } from './check-unit.ts'
import type { Ground, Known } from './known.ts'
import { noticesOf, owe } from './notices.ts'
import { wallMoment } from './oracle.ts'
import { askedBackIn, gotOf, told } from './touched.ts'
import { must } from './violation.ts'
import type { Touched } from './watch.ts'

/** What a booking that has become another must be. */
export function alteredCheck(known: Known, { database, bank, addresses }: Ground) {
  const askedBack = askedBackIn(database)

  /** Its dates, guests or price have changed: what each party gets has too, by as much, and nobody else has paid for it. */
  function checkAltered(row: Row, before: Row, touched: Touched): void {
    const { id, snapshot } = row
    must(
      'announced',
      told(touched, id, 'booking.altered'),
      () => `booking ${id} has become another, and nobody was told in the same transaction`,
    )
    must('states', agreed.has(row.state) && row.state === before.state, () => `booking ${id} is ${row.state} and has become another`)
    const alteration = [...(known.alterations.get(id)?.values() ?? [])].find(
      (each) => touched.alterations.has(each.id) && each.state === 'applied' && isWhat(row, each.proposed),
    )
    must('alterations', alteration !== undefined, () => `booking ${id} is what nobody has agreed to`)
    checkMoments(row)
    const [was, is] = [sharesOf(row, before.snapshot.quote), sharesOf(row, snapshot.quote)]
    const more = snapshot.quote.total.minor - before.snapshot.quote.total.minor
    for (const [account, minor] of Object.entries(is)) {
      const due = account === `booking:${id}` ? -more : minor - (was[account] ?? 0)
      const got = gotOf(touched, id, account)
      must('shares', got === due, () => `booking ${id} was altered: ${account} got ${got} more, and ${due} is right`)
    }
    must(
      'refunds',
      askedBack(touched) === Math.max(0, -more),
      () => `booking ${id} costs ${more} more: ${askedBack(touched)} was asked to go back`,
    )
    const session = alteration.payment_id === null ? undefined : bank.sessionOf(alteration.payment_id)
    const paid = session?.status === 'paid' ? session.amount.minor : 0
    must('payments', paid === Math.max(0, more), () => `booking ${id} costs ${more} more, and ${paid} was paid for that`)
    checkAlteredPrice(row, before)
    owe(known, addresses, row, noticesOf.altered)
  }

  /** A night that stays costs what was agreed for it; the bill adds up. */
  function checkAlteredPrice(row: Row, before: Row): void {
    const rates = ratesBy(before)
    for (const [night, rate] of ratesBy(row)) {
      const agreedRate = rates.get(night) ?? rate
      must('prices', rate === agreedRate, () => `the night ${night} of ${row.id} was to cost ${agreedRate}, and costs ${rate}`)
    }
    checkQuote(row, undefined)
  }

  return checkAltered
}

export function checkMoments({ id, check_in, check_out, check_in_at, check_out_at, snapshot }: Row): void {
  const { checkInFrom, checkOutBy, zone } = snapshot
  must('time', check_in_at === wallMoment(check_in, checkInFrom, zone), () => `the stay ${id} does not begin when its place says`)
  must('time', check_out_at === wallMoment(check_out, checkOutBy, zone), () => `the stay ${id} does not end when its place says`)
}

const isWhat = (row: Row, { stay, guests, quote }: AlterationRow['proposed']) =>
  stay.checkIn === row.check_in &&
  stay.checkOut === row.check_out &&
  partyOf(guests) === partyOf(row) &&
  quote.total.minor === row.snapshot.quote.total.minor

function ratesBy({ check_in, check_out, snapshot }: Row): Map<string, number> {
  const rates = String(snapshot.quote.lines.find(({ code }) => code === 'nights')?.values.rates ?? '').split(' ')
  return new Map(nightsIn(check_in, check_out).map((night, index) => [night, Number(rates[index])]))
}

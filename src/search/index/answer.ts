import { fromDayNumber } from '../../kernel/calendar-date.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { ListingId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { parseCursor, writeCursor } from '../order.ts'
import { fewMax, type Answer, type CalendarDay, type Hit, type Query, type QueryError } from '../query.ts'
import { textOf } from './codes.ts'
import { facetsOf } from './facets.ts'
import { find, newLook, type Moment } from './find.ts'
import { currenciesOf, Found, isByPrice, leastOf, moneyAt, onlyOf, withinLimits } from './found.ts'
import { histogramOf } from './histogram.ts'
import { blockOf, findId, rowOf } from './id-table.ts'
import { idAt, idText, idWords } from './ids.ts'
import { insteadOf } from './instead.ts'
import { pageOf, referenceOf } from './page.ts'
import { pinsOf } from './pins.ts'
import type { Index } from './shared-index.ts'

export function answer(moment: Moment, query: Query, now: Instant): Result<Answer, QueryError> {
  const { index } = moment
  const codes = index.codes.currency
  const question = { ...moment, query }
  const cursor = query.cursor === null ? ok(null) : parseCursor(query.sort, query.cursor)
  if (!cursor.ok) return cursor
  const suiting = find(question)
  const currencies = currenciesOf(suiting, codes)
  if (isByPrice(query) && currencies.length > 1) return err({ code: 'currency_needed', currencies: textsOf(index, currencies) })
  const currency = onlyOf(currencies)
  const found = withinLimits(query, suiting, currency, codes)
  const usual = query.sort === 'recommended' && currency !== null ? referenceOf(suiting) : null
  const reference = cursor.value ? cursor.value.reference : usual
  const page = pageOf({ index, found, query, now, reference }, cursor.value)
  const few = query.instead && found.count <= fewMax
  return ok({
    total: found.count,
    hits: page.items.map((at) => hitAt(index, found, at)),
    histogram: currency === null ? null : histogramOf(suiting, textOf(codes, currency), query.priceBy),
    facets: query.facets ? facetsOf(question, currency) : null,
    instead: few ? insteadOf(question, currency, found.count) : null,
    pins: JSON.stringify(pinsOf(index, found, query.box)),
    nextCursor: page.next && writeCursor(query.sort, { ...page.next, reference }),
    previousCursor: page.previous && writeCursor(query.sort, { ...page.previous, reference }),
    page: { number: page.number, count: page.count },
  })
}

const textsOf = ({ codes }: Index, currencies: readonly number[]) => currencies.map((code) => textOf(codes.currency, code))

function hitAt(index: Index, found: Found, at: number): Hit {
  const place = found.places[at] ?? 0
  const ids = index.blocks[blockOf(place)]?.ids
  if (!ids) throw new Error('what was found is in no block')
  const listingId = idText(idAt(ids, rowOf(place)))
  const total = moneyAt(found, at, index.codes.currency)
  const [checkIn, nights] = [found.checkIns[at] ?? 0, found.nights[at] ?? 0]
  return { listingId, price: total && { total, nights, checkIn: fromDayNumber(checkIn), checkOut: fromDayNumber(checkIn + nights) } }
}

const oneAdult = { adults: 1, children: 0, infants: 0, pets: 0 }

/** The nearest stay of each of these that is published, in the order of `asked`; whoever asks is one adult, whom every home takes. */
export function answerNamed(moment: Moment, asked: readonly ListingId[]): Hit[] {
  const { index } = moment
  const add = newLook({ ...moment, query: { when: null, guests: oneAdult, freeCancellation: false } })
  const found = new Found()
  for (const id of asked) {
    const place = findId(index.ids, index.blocks, idWords(id))
    const block = place < 0 ? undefined : index.blocks[blockOf(place)]
    if (block) add(found, blockOf(place), block, rowOf(place))
  }
  return Array.from({ length: found.count }, (_, at) => hitAt(index, found, at))
}

/** Each arrival of the question by itself, in their order. */
export function answerCalendar(moment: Moment, query: Query): Result<CalendarDay[], QueryError> {
  const { index } = moment
  const codes = index.codes.currency
  if (!query.when) return ok([])
  const { nights, arrivals } = query.when
  const days = arrivals.map((checkIn) => ({
    checkIn,
    found: find({ ...moment, query: { ...query, when: { nights, arrivals: [checkIn], wished: checkIn } } }),
  }))
  const currencies = [...new Set(days.flatMap(({ found }) => textsOf(index, currenciesOf(found, codes))))].toSorted()
  if (currencies.length > 1) return err({ code: 'currency_needed', currencies })
  return ok(
    days.map(({ checkIn, found }) => {
      const within = withinLimits(query, found, null, codes)
      return { checkIn: fromDayNumber(checkIn), count: within.count, from: leastOf(within, codes) }
    }),
  )
}

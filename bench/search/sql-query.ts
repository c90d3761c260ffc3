import { escape } from 'mysql2'
import { fromDayNumber, weekday, type DayNumber } from '../../src/kernel/calendar-date.ts'
import type { When } from '../../src/search/query.ts'
import type { Question } from './questions.ts'
import { terms } from './subject.ts'

/** Beyond our own keys: published homes by where they are, with all else that a question may ask of the row. */
export const spatialIndex = `create index bench_box on listing
  (state, blur_lat, blur_lng, capacity, place_type, bedrooms, instant_book, nights_min, nights_max, currency, id)`

type Asked = Question['query']

/**
 * A question as SQL: a range over the index above, each night by the primary key of night_claim, rules and prices by theirs,
 * and the exact count of all in the same statement. Ordered by price, or with a limit of price, all that is free is priced;
 * ordered by rating, the page alone.
 */
export function sqlFor(query: Asked): string {
  const byRating = query.sort === 'rating'
  // Amounts in different currencies are not compared.
  const order = byRating ? 'rating desc, reviews desc, id' : 'currency, total, id'
  const page = `order by ${order} limit ${query.limit}`
  if (byRating && query.priceMax === null) {
    const found = `select found.*, count(*) over () as whole from (${freeHomes(query)}) found ${page}`
    return `select id, total, whole from (${priced(query, found)}) page order by ${order}`
  }
  const within = query.priceMax === null ? '' : `where total <= ${query.priceMax}`
  return `select id, total, count(*) over () as whole from (${priced(query, freeHomes(query))}) priced ${within} ${page}`
}

/** Each night by the whole key: a range of nights would be looked for among all that the unit has taken. */
const isFree = (night: DayNumber) => `not exists (select 1 from night_claim c where c.unit_id = u.id and c.night = ${day(night)})`

const nightsOf = ({ wished, nights }: When): DayNumber[] => Array.from({ length: nights }, (_, night) => wished + night)

const day = (number: DayNumber) => `'${fromDayNumber(number)}'`

function freeHomes({ box, when, guests, ...query }: Asked): string {
  if (!box) throw new Error('a question without a box')
  const [west, south, east, north] = box
  const checkIn = day(when.wished)
  const byRating = query.sort === 'rating'
  const conditions = [
    `l.state = 'published' and l.blur_lat between ${south} and ${north}`,
    west <= east ? `l.blur_lng between ${west} and ${east}` : `(l.blur_lng >= ${west} or l.blur_lng <= ${east})`,
    `l.capacity >= ${guests.adults + guests.children} and l.nights_max >= ${when.nights}`,
    ...query.placeTypes.map((type) => `l.place_type = ${escape(type)}`),
    ...(query.bedroomsMin > 0 ? [`l.bedrooms >= ${query.bedroomsMin}`] : []),
    ...(query.instantBook ? ['l.instant_book = 1'] : []),
    ...(query.currency === null ? [] : [`l.currency = ${escape(query.currency)}`]),
    ...query.amenities.map((amenity) => {
      return `exists (select 1 from listing_amenity a where a.listing_id = l.id and a.amenity = ${escape(amenity)})`
    }),
    `coalesce((select s.nights_min from stay_rule s where s.listing_id = l.id and s.from_night <= ${checkIn} and s.until_night > ${checkIn}),
      l.nights_min) <= ${when.nights}`,
    `exists (select 1 from unit u where u.listing_id = l.id and ${nightsOf(when).map(isFree).join(' and ')})`,
  ]
  const rating = ', coalesce(r.rating_hundredths, 0) as rating, if(r.rating_hundredths is null, 0, r.review_count) as reviews'
  return `select l.id, l.currency${byRating ? rating : ''} from listing l force index (bench_box)
    ${byRating ? 'left join listing_rating r on r.listing_id = l.id' : ''} where ${conditions.join(' and ')}`
}

/** The rules of src/pricing/quote.ts, for the terms of the bench. */
function priced({ when, guests }: Asked, homes: string): string {
  const { wished, nights } = when
  const days = nightsOf(when)
  const weekends = days.filter(isWeekend).length
  const listed = days.map((night) => `select ${day(night)} as night, ${isWeekend(night) ? 1 : 0} as weekend`).join(' union all ')
  const weekend = 'coalesce(p.weekend_minor, p.base_minor)'
  const usual = `${weekends} * ${weekend} + ${nights - weekends} * p.base_minor`
  const others = `select sum(o.nightly_minor - if(n.weekend, ${weekend}, p.base_minor))
    from price_override o straight_join (${listed}) n on n.night >= o.from_night and n.night < o.until_night
    where o.listing_id = p.listing_id and o.from_night < ${day(wished + nights)} and o.until_night > ${day(wished)}`
  const heads = guests.adults + guests.children
  const extras = `p.cleaning_minor + greatest(0, ${heads} - p.guests_included) * p.extra_guest_minor * ${nights} + ${guests.pets} * p.pet_minor`
  const discount = nights >= 7 ? 'p.weekly_discount_bp' : '0'
  const summed = `select homes.*, p.cleaning_minor, ${extras} as extras, ${discount} as bp, ${usual} + coalesce((${others}), 0) as nights
    from (${homes}) homes join price_plan p on p.listing_id = homes.id`
  const discounted = `select summed.*, nights - round(nights * bp / 10000) as kept from (${summed}) summed`
  const fee = `round((kept + extras) * ${terms.guestFeeBp} / 10000)`
  const tax = terms.tax.kind === 'percent' ? `round((kept + cleaning_minor) * ${terms.tax.bp} / 10000)` : '0'
  return `select discounted.*, kept + extras + ${fee} + ${tax} as total from (${discounted}) discounted`
}

const isWeekend = (night: DayNumber) => weekday(night) >= 5

import { isDay } from '../dates/days.ts'
import { anyDay, flexes, spans } from './choices.ts'
import { counted, sorts, type Criteria, type When } from './criteria.ts'

const textMax = 100
const listMax = 30

/** Reads an address. What makes no sense is left out rather than refused: addresses are typed, mailed and cut. */
export function readCriteria(params: URLSearchParams): Criteria {
  const text = (name: string) => (params.get(name) ?? '').trim().slice(0, textMax)
  const whole = (name: string) => {
    const value = params.get(name)?.trim() ?? ''
    return /^\d{1,9}$/.test(value) ? Number(value) : null
  }
  const list = (name: string) =>
    [...new Set(params.getAll(name).flatMap((value) => value.split(',')))].filter((word) => /^[\w-]{1,40}$/.test(word)).slice(0, listMax)
  const guest = (name: keyof typeof counted) => Math.min(counted[name][1], Math.max(counted[name][0], whole(name) ?? counted[name][2]))
  return {
    place: text('place'),
    placeId: text('placeId'),
    bbox: /^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/.test(text('bbox')) ? text('bbox') : '',
    ...readWhen(text),
    guests: { adults: guest('adults'), children: guest('children'), infants: guest('infants'), pets: guest('pets') },
    priceMin: whole('priceMin'),
    priceMax: whole('priceMax'),
    currency: /^[A-Z]{3}$/.test(text('currency')) ? text('currency') : '',
    priceBy: params.get('priceBy') === 'night' ? 'night' : 'total',
    bedrooms: whole('bedrooms') || null,
    beds: whole('beds') || null,
    bathrooms: whole('bathrooms') || null,
    placeType: list('placeType'),
    propertyType: list('propertyType'),
    amenities: list('amenities'),
    ratingMin: /^[1-4](\.\d\d?)?$|^5$/.test(text('ratingMin')) ? Number(text('ratingMin')) : null,
    instantBook: params.get('instantBook') === 'true',
    freeCancellation: params.get('freeCancellation') === 'true',
    sort: sorts.find((sort) => sort === params.get('sort')) ?? 'recommended',
    page: params.get('page'),
  }
}

/** A form without script sends days and month alike: what is asked of the month decides. */
function readWhen(text: (name: string) => string): When {
  const [checkIn, checkOut, month] = [text('checkIn'), text('checkOut'), text('month')]
  const stay = spans.find((span) => span === text('stay'))
  if (stay && isDay(`${month}-01`)) return { ...anyDay, stay, month }
  if (!isDay(checkIn) || !isDay(checkOut) || checkIn >= checkOut) return anyDay
  return { ...anyDay, checkIn, checkOut, flex: flexes.find((flex) => String(flex) === text('flex')) ?? 0 }
}

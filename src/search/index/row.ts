import type { DayNumber } from '../../kernel/calendar-date.ts'
import { idAt, type IdWords } from './ids.ts'
import { hasBit, setBit } from './bits.ts'
import { used, type Block, type Shape } from './block.ts'
import type { Dictionaries } from './dictionaries.ts'
import { copyUnits, fillUnit, windowNights } from './nights.ts'
import { runsOf, spanOf } from './runs.ts'
import type { SearchListing } from '../search-listing.ts'

/** A home's facts as a block keeps them. */
export type Encoded = Readonly<{
  id: IdWords
  facts: SearchListing
  area: number
  from: DayNumber
  runs: ReturnType<typeof runsOf>
  /** Codes of its amenities that have a bit a row. */
  groups: readonly number[]
  /** Its stay rules and rarer amenities, as `details` tells them; empty: it has neither. */
  details: readonly number[]
  wide: boolean
}>

/** So many amenities have a bit a row; later ones are listed home by home. A market's own usual ones come first. */
export const groupsMax = 128

const narrowMax = 2 ** 32 - 1
const byte = (count: number) => Math.min(count, 255)
const short = (count: number) => Math.min(count, 65_535)

type Raw = Readonly<{ facts: SearchListing; id: IdWords; area: number; from: DayNumber; codes: Dictionaries }>

/** @param from the first of the nights that search knows */
export function encode({ facts, id, area, from, codes }: Raw): Encoded {
  const amenities = [...new Set(facts.amenities)].map(codes.amenity.of)
  const runs = runsOf(facts.overrides, { from, until: from + windowNights })
  const { plan } = facts
  const amounts = [plan.baseMinor, plan.weekendMinor ?? 0, plan.cleaningMinor, plan.extraGuestMinor, plan.petMinor]
  return {
    id,
    facts,
    area,
    from,
    runs,
    groups: amenities.filter((code) => code < groupsMax),
    details: detailsOf(facts, amenities),
    wide: amounts.some((minor) => minor > narrowMax) || runs.some(({ minor }) => minor > narrowMax),
  }
}

function detailsOf({ stayRules }: SearchListing, amenities: readonly number[]): number[] {
  const rare = amenities.filter((code) => code >= groupsMax)
  if (rare.length === 0 && stayRules.length === 0) return []
  const rules = stayRules.flatMap(({ fromDay, untilDay, nightsMin }) => [Math.max(0, short(fromDay)), short(untilDay), short(nightsMin)])
  return [stayRules.length, ...rules, rare.length, ...rare]
}

/** How much of its block a home needs. */
export type Needs = Omit<Shape, 'rows'>

export const needsOf = ({ facts, runs, groups, details, wide }: Encoded): Needs => ({
  units: facts.units.length,
  runs: runs.length,
  details: details.length,
  groups: groups.reduce((most, code) => Math.max(most, code + 1), 0),
  wide,
})

export const needsOfRow = ({ columns, details, shape }: Block, row: number): Needs => ({
  units: columns.unitCount[row] ?? 0,
  runs: columns.runCount[row] ?? 0,
  details: detailsLength(details, columns.firstDetail[row] ?? 0),
  groups: shape.groups,
  wide: shape.wide,
})

function detailsLength(details: Uint16Array, first: number): number {
  if (first === 0) return 0
  const rare = first + 1 + (details[first] ?? 0) * 3
  return rare + 1 + (details[rare] ?? 0) - first
}

/** Where in a block a row's lists lie; lists of the same length lie where they lay before. */
function place({ columns, ends, details }: Block, row: number, needs: Needs): { unit: number; run: number; detail: number } {
  const take = (part: keyof typeof used, count: number) => {
    const at = ends[used[part]] ?? 0
    ends[used[part]] = at + count
    return at
  }
  const [unit, run, detail] = [columns.firstUnit[row] ?? 0, columns.firstRun[row] ?? 0, columns.firstDetail[row] ?? 0]
  const same = detailsLength(details, detail) === needs.details
  return {
    unit: columns.unitCount[row] === needs.units ? unit : take('units', needs.units),
    run: columns.runCount[row] === needs.runs ? run : take('runs', needs.runs),
    detail: same ? detail : needs.details === 0 ? 0 : take('details', needs.details),
  }
}

/** Whether the block has room for what the row would need more than it has. @param row -1: a new one */
export function fits(block: Block, row: number, needs: Needs): boolean {
  const { shape, ends } = block
  const has = row < 0 ? null : needsOfRow(block, row)
  const left = (part: 'units' | 'runs' | 'details') => needs[part] === has?.[part] || (ends[used[part]] ?? 0) + needs[part] <= shape[part]
  return (!needs.wide || shape.wide) && needs.groups <= shape.groups && left('units') && left('runs') && left('details')
}

/** Empties a row that has been used before. */
export function clearRow({ columns, live }: Block, row: number): void {
  setBit(live, row, false)
  columns.unitCount[row] = 0
  columns.runCount[row] = 0
  columns.firstDetail[row] = 0
}

/** Writes a home into a row of a block that has room for it. */
export function writeRow(block: Block, row: number, home: Encoded, codes: Dictionaries): void {
  const { columns: c, ids, shape } = block
  const at = place(block, row, needsOf(home))
  const { facts } = home
  for (const [i, word] of home.id.entries()) ids[row * 4 + i] = word
  c.lat[row] = facts.lat
  c.lng[row] = facts.lng
  c.area[row] = home.area
  c.firstUnit[row] = at.unit
  c.firstRun[row] = at.run
  c.firstDetail[row] = at.detail
  c.unitCount[row] = facts.units.length
  c.runCount[row] = home.runs.length
  writePlan(c, row, facts)
  writeFacts(c, row, facts, codes)
  setBit(block.live, row, true)
  setBit(block.instantBook, row, facts.instantBook)
  for (let group = 0; group < shape.groups; group++) setBit(block.amenities, row, false, (group * shape.rows) >>> 5)
  for (const group of home.groups) setBit(block.amenities, row, true, (group * shape.rows) >>> 5)
  writeNights(block, row, facts.units, home.from)
  for (const [i, run] of home.runs.entries()) {
    block.spans[at.run + i] = spanOf(run.from, run.length)
    block.prices[at.run + i] = run.minor
  }
  for (const [i, detail] of home.details.entries()) block.details[at.detail + i] = detail
}

/** Which nights are taken, of a row that has as many units. */
export function writeNights(block: Block, row: number, units: SearchListing['units'], from: DayNumber): void {
  const { columns: c } = block
  if (c.unitCount[row] !== units.length) return
  const first = c.firstUnit[row] ?? 0
  for (const [i, taken] of units.entries()) fillUnit(block, first + i, taken, from)
  c.nearest[row] = 0
}

function writePlan(c: Block['columns'], row: number, { plan }: SearchListing): void {
  c.baseMinor[row] = plan.baseMinor
  c.weekendMinor[row] = plan.weekendMinor ?? plan.baseMinor
  c.weeklyDiscountBp[row] = plan.weeklyDiscountBp
  c.monthlyDiscountBp[row] = plan.monthlyDiscountBp
  c.cleaningMinor[row] = plan.cleaningMinor
  c.guestsIncluded[row] = plan.guestsIncluded
  c.extraGuestMinor[row] = plan.extraGuestMinor
  c.petMinor[row] = plan.petMinor
}

function writeFacts(c: Block['columns'], row: number, facts: SearchListing, codes: Dictionaries): void {
  c.capacity[row] = byte(facts.capacity)
  c.bedrooms[row] = byte(facts.bedrooms)
  c.beds[row] = byte(facts.beds)
  c.bathroomHalves[row] = byte(facts.bathroomHalves)
  c.petsMax[row] = byte(facts.petsMax)
  c.nightsMin[row] = short(facts.nightsMin)
  c.nightsMax[row] = short(facts.nightsMax)
  c.placeType[row] = codes.placeType.of(facts.placeType)
  c.propertyType[row] = codes.propertyType.of(facts.propertyType)
  c.currency[row] = codes.currency.of(facts.currency)
  c.zone[row] = codes.zone.of(facts.zone)
  c.checkInFrom[row] = codes.time.of(facts.checkInFrom)
  c.policy[row] = codes.policy.of(facts.policy.ref)
  c.reviewCount[row] = facts.reviewCount
  c.rating[row] = facts.ratingHundredths ?? 0
  c.reviewedOn[row] = facts.reviewedOn ?? 0
}

/** The same home in another block, which has room for it. */
export function copyRow(from: Block, row: number, to: Block, toRow: number): void {
  const needs = needsOfRow(from, row)
  const at = place(to, toRow, needs)
  const { firstUnit, firstRun, firstDetail } = from.columns
  const [unit, run, detail] = [firstUnit[row] ?? 0, firstRun[row] ?? 0, firstDetail[row] ?? 0]
  for (let i = 0; i < from.all.length; i++) {
    const column = to.all[i]
    if (column) column[toRow] = from.all[i]?.[row] ?? 0
  }
  to.columns.firstUnit[toRow] = at.unit
  to.columns.firstRun[toRow] = at.run
  to.columns.firstDetail[toRow] = at.detail
  to.ids.set(idAt(from.ids, row), toRow * 4)
  setBit(to.live, toRow, true)
  setBit(to.instantBook, toRow, hasBit(from.instantBook, row))
  for (let group = 0; group < from.shape.groups; group++) {
    if (hasBit(from.amenities, row, (group * from.shape.rows) >>> 5)) setBit(to.amenities, toRow, true, (group * to.shape.rows) >>> 5)
  }
  copyUnits(from, { unit, count: needs.units }, to, at.unit)
  to.spans.set(from.spans.subarray(run, run + needs.runs), at.run)
  to.prices.set(from.prices.subarray(run, run + needs.runs), at.run)
  to.details.set(from.details.subarray(detail, detail + needs.details), at.detail)
}

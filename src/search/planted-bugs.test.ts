import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newDice } from '../../test/dice.ts'
import { anything, assertSame, pinsIn, type Searcher } from '../../test/search-same.ts'
import { budgeted, newSearchWorld, type SearchWorld } from '../../test/search-world.ts'
import { dayMs } from '../kernel/clock.ts'
import { ok } from '../kernel/result.ts'
import type { TaxRule, Terms } from '../pricing/market-terms.ts'
import { newEngine } from './engine.ts'
import type { Answer, Query } from './query.ts'
import type { SearchListing } from './search-listing.ts'

/** What may be wrong with a search: it takes a home, a question or the terms for another, or does not say all that it found. */
type Bug = Readonly<{
  facts?: (listing: SearchListing, other: SearchListing) => SearchListing
  query?: (query: Query) => Query
  terms?: (terms: Terms) => Terms
  answer?: (answer: Answer) => Answer
}>

function plant(
  { facts, query: asked = (query) => query, terms = (theirs) => theirs, answer = (right) => right }: Bug,
  world: SearchWorld,
): Searcher {
  const { listings } = world
  const engine = newEngine(Math.floor(world.now / dayMs))
  engine.setTerms(terms(world.terms))
  for (const [index, listing] of listings.entries()) {
    const other = listings[(index + 1) % listings.length] ?? listing
    engine.put(facts ? facts(listing, other) : listing)
  }
  return {
    search: async (query, now) => {
      const answered = await engine.search(asked(query), now)
      return answered.ok ? ok(answer(answered.value)) : answered
    },
    calendar: engine.calendar,
  }
}

const worldsMax = 150
const questionsEach = 8

/** How many worlds it takes until an answer is not the reference's; null when none is wrong. */
async function foundIn(bug: Bug, worlds = worldsMax): Promise<number | null> {
  for (let seed = 1; seed <= worlds; seed++) {
    const world = newSearchWorld(seed)
    const searcher = plant(bug, world)
    const dice = newDice(seed)
    for (let i = 0; i < questionsEach; i++) {
      const query = budgeted(world, world.query(), dice)
      if (!(await isRight(searcher, world, query))) return seed
    }
  }
  return null
}

async function isRight(searcher: Searcher, world: SearchWorld, query: Query): Promise<boolean> {
  try {
    await assertSame(searcher, world, query)
    return true
  } catch (error) {
    if (error instanceof assert.AssertionError) return false
    throw error
  }
}

async function assertFound(bugs: readonly (readonly [what: string, bug: Bug])[]): Promise<void> {
  for (const [what, bug] of bugs) assert.ok((await foundIn(bug)) !== null, `nobody notices ${what}`)
}

/** What depends on no answer, and why search has it all the same. */
const unfelt: { [Fact in keyof SearchListing]?: string } = {
  id: 'another id is another home',
  neighbourhood: 'parts of towns are found by name, in the gazetteer',
}

const example = newSearchWorld(1).fresh()

test('nothing planted, nothing found', async () => {
  assert.equal(await foundIn({}, 20), null)
})

test('whichever fact of a home is taken for another home’s, an answer is seen to be wrong', async () => {
  const facts = Object.keys(example).filter((fact) => !(fact in unfelt))
  assert.ok(facts.length >= 24)
  await assertFound(facts.map((fact) => [fact, { facts: (listing, other) => ({ ...listing, [fact]: Reflect.get(other, fact) }) }]))
})

test('whichever rule of a price or a stay is wrong, an answer is seen to be', async () => {
  const fields = (of: object | undefined) => Object.keys(of ?? assert.fail('the example has none'))
  const { overrides, stayRules } =
    Array.from({ length: 50 }, newSearchWorld(1).fresh).find((home) => home.overrides.length * home.stayRules.length > 0) ?? example
  await assertFound([
    ...fields(example.plan).map((field): [string, Bug] => [
      `plan.${field}`,
      { facts: (listing, { plan }) => ({ ...listing, plan: { ...listing.plan, [field]: Reflect.get(plan, field) } }) },
    ]),
    ...fields(overrides[0]).map((field): [string, Bug] => [
      `override.${field}`,
      { facts: (listing) => ({ ...listing, overrides: listing.overrides.map(oneMore(field)) }) },
    ]),
    ...fields(stayRules[0]).map((field): [string, Bug] => [
      `rule.${field}`,
      { facts: (listing) => ({ ...listing, stayRules: listing.stayRules.map(oneMore(field)) }) },
    ]),
  ])
})

/** Days and prices alike are numbers; ranges stay in order. */
const oneMore =
  (field: string) =>
  <T extends object>(range: T): T => {
    const value: unknown = Reflect.get(range, field)
    assert.ok(typeof value === 'number')
    return { ...range, [field]: value + 1 }
  }

test('whichever kind of tax or fee is not known, an answer is seen to be wrong', async () => {
  const without = (kind: TaxRule['kind']): Bug => ({
    terms: (terms) => ({ ...terms, tax: terms.tax.kind === kind ? (kind === 'none' ? levy : { kind: 'none' }) : terms.tax }),
  })
  const kinds: Record<TaxRule['kind'], Bug> = {
    none: without('none'),
    percent: without('percent'),
    per_guest_night: without('per_guest_night'),
    per_night: without('per_night'),
    per_stay: without('per_stay'),
  }
  const parts = ['exemptFromNights', 'capNights', 'adultsOnly', 'currency', 'base'] as const
  await assertFound([
    ...Object.entries(kinds),
    ['the fee', { terms: (terms) => ({ ...terms, guestFeeBp: 0 }) }],
    ...parts.map((part): [string, Bug] => [`tax.${part}`, { terms: (terms) => ({ ...terms, tax: withoutPart(terms.tax, part) }) }]),
  ])
})

const levy: TaxRule = { kind: 'percent', name: 'GST', bp: 500, base: ['nights'] }

function withoutPart(tax: TaxRule, part: 'exemptFromNights' | 'capNights' | 'adultsOnly' | 'currency' | 'base'): TaxRule {
  if (tax.kind === 'none') return tax
  if (part === 'exemptFromNights') return { ...tax, exemptFromNights: undefined }
  if (tax.kind === 'percent') return part === 'base' ? { ...tax, base: ['nights'] } : tax
  const changes = {
    capNights: { capNights: undefined },
    adultsOnly: { adultsOnly: !tax.adultsOnly },
    currency: { currency: example.currency },
    base: {},
  }
  return { ...tax, ...changes[part] }
}

test('whichever part of a question is not heard, an answer is seen to be wrong', async () => {
  await assertFound(Object.entries(anything).map(([part, usual]) => [part, { query: (query) => ({ ...query, [part]: usual }) }]))
})

test('whichever part of an answer is wrong, it is seen', async () => {
  const wrong: { [Part in keyof Answer]: (answer: Answer) => Answer[Part] } = {
    total: ({ total }) => total + 1,
    hits: ({ hits }) => hits.toReversed(),
    histogram: ({ histogram }) => histogram && { ...histogram, step: histogram.step * 10 },
    facets: ({ facets }) => facets && { ...facets, pets: facets.pets + 1 },
    instead: ({ instead }) => instead && { ...instead, dates: instead.dates.toReversed() },
    pins: (answer) => JSON.stringify(pinsIn(answer).slice(1)),
    nextCursor: () => null,
    previousCursor: () => null,
    page: ({ page }) => ({ ...page, count: page.count + 1 }),
  }
  await assertFound(Object.entries(wrong).map(([part, of]) => [part, { answer: (answer) => ({ ...answer, [part]: of(answer) }) }]))
})

test('what is easily wrong by one is seen when it is', async () => {
  await assertFound([
    [
      'a stay that is a night longer',
      { query: (query) => ({ ...query, when: query.when && { ...query.when, nights: query.when.nights + 1 } }) },
    ],
    [
      'the last of several arrivals',
      {
        query: (query) => ({
          ...query,
          when: query.when && { ...query.when, arrivals: query.when.arrivals.slice(0, Math.max(1, query.when.arrivals.length - 1)) },
        }),
      },
    ],
    ['the last unit', { facts: (listing) => ({ ...listing, units: listing.units.slice(0, -1) }) }],
    ['the first night that is taken', { facts: (listing) => ({ ...listing, units: listing.units.map((nights) => nights.slice(1)) }) }],
    ['children, who fill a place', { query: (query) => ({ ...query, guests: { ...query.guests, children: 0 } }) }],
    ['a hundredth of a star', { query: (query) => ({ ...query, ratingMin: query.ratingMin && query.ratingMin + 1 }) }],
    ['a cent', { query: (query) => ({ ...query, priceMax: query.priceMax && query.priceMax - 1 }) }],
    ['half a bathroom', { query: (query) => ({ ...query, bathroomsMin: query.bathroomsMin && query.bathroomsMin + 0.5 }) }],
    [
      'the date line',
      {
        query: (query) => ({
          ...query,
          box: query.box && [Math.min(query.box[0], query.box[2]), query.box[1], Math.max(query.box[0], query.box[2]), query.box[3]],
        }),
      },
    ],
  ])
})

import { createHost } from '../../src/accounts/host.ts'
import { insertRole, insertUser } from '../../src/accounts/store.ts'
import type { HostId, ListingId, UnitId, UserId } from '../../src/kernel/ids.ts'
import type { CancellationPolicy, PolicyRef } from '../../src/listings/cancellation-policy.ts'
import { parseListingFacts } from '../../src/listings/listing-facts.ts'
import { makePolicy } from '../../src/listings/make-policies.ts'
import { publishListing } from '../../src/listings/publish-listing.ts'
import { upsertListing } from '../../src/listings/upsert-listing.ts'
import { write } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { savePlan } from '../../src/pricing/plans.ts'
import type { PricePlan } from '../../src/pricing/price-plan.ts'
import { saveTerms } from '../../src/pricing/terms.ts'

export const operatorAddress = 'otto@operators.test'
export const guestFeeBp = 1_150
export const hostFeeBp = 325
export const taxBp = 640

export type Guest = Readonly<{ userId: UserId; name: string }>
export type Home = Readonly<{
  listingId: ListingId
  hostId: HostId
  hostUserId: UserId
  unitIds: readonly UnitId[]
  plan: PricePlan
  zone: string
}>
export type Town = Readonly<{ operatorId: UserId; guests: readonly Guest[]; homes: readonly Home[] }>

/** What the operator makes of their own policy, in turns. */
export const madePolicies: readonly (CancellationPolicy & { name: string })[] = [
  {
    name: 'Relaxed',
    tiers: [
      { daysBefore: 3, hoursBefore: 6, keeps: { nightsBeyondSlept: 0, restPercent: 0 } },
      { daysBefore: 0, hoursBefore: 12, keeps: { nightsBeyondSlept: 1, restPercent: 25 } },
    ],
    late: { nightsBeyondSlept: 2, restPercent: 75 },
  },
  {
    name: 'Harsh',
    tiers: [{ daysBefore: 20, keeps: { nightsBeyondSlept: 0, restPercent: 10 } }],
    late: { nightsBeyondSlept: 0, restPercent: 100 },
  },
]

const guestCount = 60
/** Zones whose clocks change on different days, one by half an hour, and one whose day begins first. In some the host is asked first. */
const homes = [
  { zone: 'Europe/Lisbon', policy: 'flexible', units: 1, asks: false },
  { zone: 'America/New_York', policy: 'firm', units: 2, asks: false },
  { zone: 'Australia/Lord_Howe', policy: 'limited', units: 1, asks: false },
  { zone: 'Pacific/Kiritimati', policy: 'moderate', units: 3, asks: true },
  { zone: 'Europe/Paris', policy: 'strict', units: 1, asks: false },
  { zone: 'America/St_Johns', policy: 'made', units: 2, asks: true },
] as const

/** Guests, an operator, and hosts with a home each. Its people are known to `addresses` by their ids. */
export async function settleTown(deps: Deps, addresses: Map<string, string>): Promise<Town> {
  await write(deps.db, (tx) =>
    saveTerms(tx, deps, { guestFeeBp, hostFeeBp, tax: { kind: 'percent', name: 'City tax', bp: taxBp, base: ['nights', 'cleaning'] } }),
  )
  const operatorId = await newPerson(deps, 'Otto', operatorAddress)
  const guests: Guest[] = []
  for (let number = 0; number < guestCount; number++) {
    const address = `guest${number}@guests.test`
    const userId = await newPerson(deps, `Guest ${number}`, address)
    addresses.set(userId, address)
    guests.push({ userId, name: `Guest ${number}` })
  }
  const [own] = madePolicies
  const policy = own && (await makePolicy(deps, own))
  if (!policy?.ok) throw new Error('no policy')
  const made: Home[] = []
  for (const home of homes)
    made.push(await newHome(deps, home, { policy: home.policy === 'made' ? policy.value.id : home.policy, addresses }))
  return { operatorId, guests, homes: made }
}

async function newPerson(deps: Deps, name: string, email: string): Promise<UserId> {
  const id = deps.ids.next<'user'>()
  await write(deps.db, async (tx) => {
    await insertUser(tx, { id, name, email, emailVerified: true }, { passwordHash: 'none', now: deps.clock.now() })
    if (email === operatorAddress) await insertRole(tx, { user_id: id, role: 'operator', granted_at: deps.clock.now() })
  })
  return id
}

async function newHome(
  deps: Deps,
  { zone, policy: name, units, asks }: (typeof homes)[number],
  { policy, addresses }: { policy: PolicyRef; addresses: Map<string, string> },
): Promise<Home> {
  const address = `${name}-${units}@hosts.test`
  const hostUserId = await newPerson(deps, `Host of ${name}`, address)
  const hostId = await write(deps.db, (tx) => createHost(tx, deps, { userId: hostUserId, name: `Host of ${name}` }))
  addresses.set(hostId, address)
  const facts = parseListingFacts({
    title: `The ${name} home`,
    placeType: 'entire',
    propertyType: 'house',
    town: 'Portmerrow',
    address: '1 Lake Lane',
    exact: { lat: 38.7, lng: -9.1 },
    zone,
    capacity: 4,
    petsMax: 2,
    bedrooms: 2,
    beds: 2,
    bathrooms: 1,
    instantBook: !asks,
    policy,
    checkInFrom: '16:00',
    checkOutBy: '10:00',
    currency: 'EUR',
  })
  if (!facts.ok) throw new Error(JSON.stringify(facts.error))
  const plan: PricePlan = {
    baseMinor: 9_901,
    weekendMinor: 12_347,
    weeklyDiscountBp: 733,
    monthlyDiscountBp: 1_501,
    cleaningMinor: 3_807,
    guestsIncluded: 2,
    extraGuestMinor: 1_303,
    petMinor: 2_511,
  }
  const unitNames = Array.from({ length: units }, (_, index) => `Room ${index + 1}`)
  return write(deps.db, async (tx) => {
    const { listingId, unitIds } = await upsertListing(tx, deps, { hostId, source: null, facts: facts.value, unitNames })
    await savePlan(tx, deps, listingId, plan)
    await publishListing(tx, deps, listingId)
    return { listingId, hostId, hostUserId, unitIds, plan, zone }
  })
}

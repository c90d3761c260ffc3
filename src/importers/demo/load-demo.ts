import { createUser } from '../../accounts/create-user.ts'
import { findUserByEmail } from '../../accounts/find-user.ts'
import { createHost, hostOf } from '../../accounts/host.ts'
import type { CalendarDate } from '../../kernel/calendar-date.ts'
import type { UserId } from '../../kernel/ids.ts'
import { dateAt } from '../../kernel/zone.ts'
import { findImported } from '../../listings/find-imported.ts'
import { hasListings } from '../../listings/find-listing.ts'
import type { SandboxDeps } from '../../payments/sandbox/sandbox-deps.ts'
import { write, type Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/enqueue.ts'
import { noTerms, termsWire } from '../../pricing/market-terms.ts'
import { loadTerms, saveTerms } from '../../pricing/terms.ts'
import { merrowCoast } from '../../search/merrow-coast.ts'
import { endRun, hasEndedRun, insertRun, selectOpenRun } from '../store.ts'
import { demoHosts, type DemoHostSlug } from './demo-hosts.ts'
import { demoHomes } from './demo-homes.ts'
import { demoGuests, demoSignIns, demoEmail, type DemoGuest, type DemoPerson } from './demo-people.ts'
import { picturesJob } from './demo-pictures.ts'
import { demoStays } from './demo-stays.ts'
import { demoSource, writeDemoHome } from './write-demo-home.ts'
import { writeDemoStay } from './write-demo-stay.ts'

/** Another demo under another name would be loaded beside this one. */
const demoName = 'merrow-coast'

const demoTerms = termsWire.parse({
  guestFeeBp: 400,
  hostFeeBp: 300,
  tax: { kind: 'per_guest_night', name: 'Town visitor tax', minor: 150, currency: 'EUR', adultsOnly: true },
})

/**
 * Puts the demo's town into a database that has no listing yet: people to sign in as, sixty homes with prices, taken
 * nights and reviews, fees and a tax. Their pictures are drawn by jobs afterwards. Loading that was cut off goes on where
 * it was; in a database with listings of its own nothing happens. Bookings are made where there is a sandbox to pay at. It must
 * not run beside the workers: a hold made in the past would be over at once. @returns whether the demo is there now
 */
export async function loadDemo(deps: Deps, sandbox?: SandboxDeps): Promise<boolean> {
  const { db, clock } = deps
  if (await hasEndedRun(db, demoSource, demoName)) return true
  if (!(await begin(deps))) return false
  const today = dateAt(clock.now(), merrowCoast.zone)
  for (const person of demoSignIns) await signedUp(deps, person)
  const hostUsers = new Map<DemoHostSlug, UserId>()
  await write(db, async (tx) => {
    if (JSON.stringify(await loadTerms(tx)) === JSON.stringify(noTerms)) await saveTerms(tx, deps, demoTerms)
  })
  for (const home of demoHomes) {
    const host = demoHosts[home.host]
    const userId = hostUsers.get(home.host) ?? (await knownAs(deps, { name: host.name, email: demoEmail(home.host) }))
    hostUsers.set(home.host, userId)
    await write(db, async (tx) => {
      const hostId = (await hostOf(tx, userId))?.id ?? (await createHost(tx, deps, { ...host, userId }))
      await writeDemoHome(tx, deps, { home, hostId, today })
    })
  }
  if (sandbox) await writeStays(sandbox, today)
  await write(db, (tx) => end(tx, deps))
  return true
}

/** Bookings are paid at the sandbox: a market with a real provider has none of them. */
async function writeStays(deps: SandboxDeps, today: CalendarDate): Promise<void> {
  const userIds = new Map<DemoGuest, UserId>()
  const listingIds = await findImported(deps.db, demoSource, [...new Set(demoStays.map(({ home }) => home))])
  for (const stay of demoStays) {
    const listingId = listingIds.get(stay.home)
    const userId = userIds.get(stay.guest) ?? (await knownAs(deps, demoGuests[stay.guest]))
    userIds.set(stay.guest, userId)
    if (listingId) await writeDemoStay(deps, { stay, listingId, userId, today })
  }
}

/** Somebody of the demo whom nobody signs in as, unless they are one of those. */
async function knownAs(deps: Deps, { name, email }: { name: string; email: string }): Promise<UserId> {
  const known = await findUserByEmail(deps.db, email)
  if (known) return known.id
  const created = await createUser(deps, { name, email, password: null, demo: true })
  if (!created.ok) throw new Error(`${name} of the demo cannot be made: ${created.error.code}`)
  return created.value.userId
}

/** Notes that loading has begun, so that a start after a crash goes on with it. False when the database is not empty. */
async function begin({ db, clock, ids }: Deps): Promise<boolean> {
  return write(db, async (tx) => {
    if (await selectOpenRun(tx, demoSource, demoName)) return true
    if (await hasListings(tx)) return false
    const run = { id: ids.next<'import-run'>(), position: 0, progress: '{}' }
    await insertRun(tx, { ...run, source: demoSource, inputHash: demoName, startedAt: clock.now() })
    return true
  })
}

async function end(tx: Tx, deps: Deps): Promise<void> {
  const run = await selectOpenRun(tx, demoSource, demoName)
  if (!run) return
  await enqueue(tx, deps, { kind: picturesJob, payload: { next: 0 } })
  await endRun(tx, run.id, deps.clock.now())
}

async function signedUp(deps: Deps, { who, name, email, password }: DemoPerson): Promise<void> {
  const created = await createUser(deps, { name, email, password, operator: who === 'operator', demo: true })
  if (!created.ok && created.error.code !== 'email_taken') throw new Error(`${name} of the demo cannot be made: ${created.error.code}`)
}

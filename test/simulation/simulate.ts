import { DatabaseSync } from 'node:sqlite'
import { fromDayNumber } from '../../src/kernel/calendar-date.ts'
import { dayMs, hourMs, instant } from '../../src/kernel/clock.ts'
import { newIds, type HostId, type UserId } from '../../src/kernel/ids.ts'
import { seededRandom } from '../../src/kernel/random.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'
import { newActs, planDay, type Actors } from './actors.ts'
import { newBank } from './bank.ts'
import { checkCalm } from './check-calm.ts'
import { newClient } from './client.ts'
import { newFaults } from './faults.ts'
import { isExpected, newIncarnation, type Incarnation } from './incarnation.ts'
import { newModel, type Model } from './model.ts'
import { Violation } from './violation.ts'
import { newScheduler, type Life, type Scheduler } from './scheduler.ts'
import { settleTown } from './town.ts'
import { watchDatabase, type Watch } from './watch.ts'

export type Outcome = {
  seed: number
  days: number
  steps: number
  hash: string
  acts: Record<string, number>
  faults: Record<string, number>
  lives: number
  states: Record<string, number>
  failure: { check: string; message: string; step: number; day: number; last: string[] } | undefined
}

/** A few days before clocks change in America; in Europe they do at the end of the month, on Lord Howe a week later. */
const start = instant('2030-03-06T00:00:00Z')

/** What failed of itself, and broke no promise that the model knows of. */
export const unexpected = 'unexpected'

/**
 * Lives through `days` days of the town of `seed`, until the first violation.
 * @param hunt a bug was planted: what only throws is let be, since the model must find what comes of it
 */
export async function simulate(seed: number, days: number, { hunt = false } = {}): Promise<Outcome> {
  const world = await newWorld(seed, hunt)
  const { scheduler, model, faults } = world
  let failure: Outcome['failure']
  let day = 0
  try {
    for (; day < days; day++) {
      const from = start + day * dayMs
      planDay(world.actors, world.deeds, from)
      faults.calm = false
      await scheduler.run(from + 22 * hourMs, world.beforeStep)
      faults.calm = true
      await scheduler.run(from + dayMs, world.beforeStep)
      checkCalm(world.database, model, world.bank)
      world.deeds.checkKept(fromDayNumber(from / dayMs))
    }
  } catch (thrown) {
    const violation =
      thrown instanceof Violation
        ? thrown
        : new Violation(unexpected, thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
    failure = { check: violation.check, message: violation.message, step: scheduler.steps(), day: day + 1, last: scheduler.trace.last(40) }
  }
  world.end()
  const { acts, states } = world
  return {
    seed,
    days: day,
    steps: scheduler.steps(),
    hash: scheduler.trace.hash(),
    acts,
    faults: { ...faults.counts },
    lives: world.lives(),
    states,
    failure,
  }
}

async function newWorld(seed: number, hunt: boolean) {
  const scheduler = newScheduler(seed, start)
  const faults = newFaults(scheduler.dice(1))
  const outside: Life = { name: 'outside', over: false }
  const random = seededRandom(seed ^ 0x5eed)
  const addresses = new Map<string, string>()
  const { database, town } = await newTown(scheduler, random, addresses)

  let surprise: unknown
  const onSurprise = (what: unknown) => {
    if (what instanceof Violation || !(hunt || isExpected(what))) surprise ??= what
  }
  const model: { current: Model | undefined } = { current: undefined }
  const watch: Watch = watchDatabase(database, (touched) => {
    try {
      model.current?.onCommit(touched)
    } catch (thrown) {
      onSurprise(thrown)
    }
  })
  let incarnation: Incarnation | undefined
  const deliver = async (take: (process: Incarnation) => Promise<{ ok: boolean }>) => {
    const process = incarnation
    try {
      return process !== undefined && (await process.call(() => take(process))).ok
    } catch (thrown) {
      onSurprise(thrown)
      return false
    }
  }
  const bank = newBank({
    scheduler,
    faults,
    dice: scheduler.dice(2),
    outside,
    deliver: (event) => deliver((process) => process.receive(event)),
    deliverConnect: (event) => deliver((process) => process.receiveConnect(event)),
    onTransfer: (bookingId, minor) => model.current?.onTransfer(bookingId, minor),
  })
  const acts: Record<string, number> = {}
  const states: Record<string, number> = {}
  const known = newModel({
    database,
    bank,
    scheduler,
    addresses,
    onState: (row) => {
      states[row.state] = (states[row.state] ?? 0) + 1
      deeds.became(row)
    },
  })
  model.current = known
  known.rememberPlans()

  let lives = 0
  const live = () => {
    incarnation = newIncarnation({ scheduler, faults, watch, database, random, bank, onSurprise }, `life ${++lives}`)
    incarnation.start()
    return incarnation
  }
  live()
  const dice = scheduler.dice(3)
  const client = newClient({ scheduler, dice, outside, onSurprise, current: () => incarnation ?? live() })
  const actors: Actors = {
    scheduler,
    dice,
    outside,
    client,
    model: known,
    bank,
    town,
    faults,
    database,
    onSurprise,
    acted: (what) => {
      acts[what] = (acts[what] ?? 0) + 1
    },
    day: (ahead) => fromDayNumber(Math.floor(scheduler.clock.now() / dayMs) + ahead),
    contested: new Set(),
    some: (states) => {
      const fitting = [...known.bookings.values()].filter(({ state }) => states.includes(state))
      return fitting.length === 0 ? undefined : dice.pick(fitting)
    },
    personOf: (row, party) =>
      party === 'guest' ? { userId: row.guest_id as UserId, hostId: null } : { userId: 'x' as UserId, hostId: row.host_id as HostId },
  }
  const deeds = newActs(actors)
  return {
    scheduler,
    faults,
    bank,
    database,
    actors,
    acts,
    states,
    model: known,
    deeds,
    lives: () => lives,
    beforeStep: () => {
      if (surprise !== undefined) throw surprise
      if (!faults.hits('crash')) return
      incarnation?.kill()
      live()
    },
    end: () => {
      incarnation?.kill()
      database.close()
    },
  }
}

async function newTown(scheduler: Scheduler, random: ReturnType<typeof seededRandom>, addresses: Map<string, string>) {
  const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  const { clock } = scheduler
  const db = openDatabase('sqlite::memory:', { random, simulated: { database, around: (dialect) => dialect } })
  await migrateToLatest(db)
  return { database, town: await settleTown({ db, clock, random, ids: newIds(clock, random) }, addresses) }
}

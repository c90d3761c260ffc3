import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../dice.ts'
import type { Fleet } from './fleet.ts'
import type { Ground } from './ground.ts'
import { lab } from './lab.ts'

/** Does harm for a while, and undoes it. */
type Fault = Readonly<{ name: string; strike(): Promise<void> }>

export type Nemesis = { run(untilMs: number): Promise<void>; readonly struck: ReadonlyMap<string, number> }

/** One fault after the other, each with a rest behind it, until time is up. Whatever it has broken is whole again when `run` resolves. */
export function newNemesis({
  ground,
  fleet,
  dice,
  say,
}: {
  ground: Ground
  fleet: Fleet
  dice: Dice
  say: (line: string) => void
}): Nemesis {
  const faults = [...onProcesses(fleet, dice), ...onServers(ground, dice), ...onLinks(ground, dice), ...onDisk(ground, dice)]
  const struck = new Map<string, number>()
  return {
    struck,
    run: async (untilMs) => {
      while (performance.now() < untilMs) {
        const { name, strike } = dice.pick(faults)
        say(name)
        await strike()
        // A server that cannot go on ends itself: one without disk, or a node that finds itself different from the others.
        for (const { server, comeBack } of ground.servers) if (!server.isRunning()) await comeBack()
        struck.set(name, (struck.get(name) ?? 0) + 1)
        await sleep(500 + dice.below(1_500))
      }
    },
  }
}

const shortly = (dice: Dice) => sleep(500 + dice.below(4_000))
/** Longer than leases last, together with the skew of clocks. */
const long = (dice: Dice) => sleep(8_000 + dice.below(6_000))

function onProcesses(fleet: Fleet, dice: Dice): Fault[] {
  const any = () => dice.below(fleet.size)
  return [
    { name: 'kill a process, and start it with another clock', strike: async () => fleet.restart(any()) },
    {
      name: 'kill all processes',
      strike: async () => void (await Promise.all(Array.from({ length: fleet.size }, (_, index) => fleet.restart(index)))),
    },
    { name: 'stop a process for a moment', strike: () => stopped(fleet, any(), () => shortly(dice)) },
    { name: 'stop a process for longer than its leases', strike: () => stopped(fleet, any(), () => long(dice)) },
  ]
}

async function stopped(what: Pick<Fleet, 'pause' | 'resume'>, index: number, wait: () => Promise<unknown>): Promise<void> {
  what.pause(index)
  await wait()
  what.resume(index)
}

function onServers({ servers }: Ground, dice: Dice): Fault[] {
  if (servers.length === 0) return []
  const kill: Fault = {
    name: 'kill a database server',
    strike: async () => {
      const { server, comeBack } = dice.pick(servers)
      await server.kill()
      await sleep(dice.below(3_000))
      await comeBack()
    },
  }
  const stop: Fault = {
    name: 'stop a database server for a moment',
    strike: async () => {
      const { server } = dice.pick(servers)
      server.pause()
      await shortly(dice)
      server.resume()
    },
  }
  return [kill, stop]
}

function onLinks({ hasNetwork, servers: { length } }: Ground, dice: Dice): Fault[] {
  if (!hasNetwork) return []
  const away = () => 1_500 + dice.below(7_000)
  const cutting = (name: string, pairs: () => (readonly [deaf: number, other: number])[]): Fault => ({
    name,
    strike: async () => {
      for (const [deaf, other] of pairs()) lab.cut(deaf, other)
      await sleep(away())
      lab.heal(length)
    },
  })
  const all = Array.from({ length }, (_, index) => index)
  const both = (a: number, b: number) => [[a, b] as const, [b, a] as const]
  const two = () => {
    const one = dice.pick(all)
    return [one, dice.pick(all.filter((index) => index !== one))] as const
  }
  return [
    cutting('cut one node off from the others', () => {
      const [one] = two()
      return all.filter((index) => index !== one).flatMap((other) => both(one, other))
    }),
    cutting('cut the link between two nodes', () => both(...two())),
    cutting('make a node deaf to another', () => [two()]),
    cutting('cut all nodes off from one another', () =>
      all.flatMap((one) => all.filter((other) => other > one).flatMap((other) => both(one, other))),
    ),
  ]
}

function onDisk({ disk }: Ground, dice: Dice): Fault[] {
  if (disk === undefined) return []
  const strike = async () => {
    lab.fill(disk)
    await shortly(dice)
    lab.empty(disk)
  }
  return [{ name: 'fill the disk', strike }]
}

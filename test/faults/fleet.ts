import { setTimeout as sleep } from 'node:timers/promises'
import { minuteMs } from '../../src/kernel/clock.ts'
import type { Dice } from '../dice.ts'
import { freePort } from '../mariadb.ts'
import { tempFolder } from '../temp.ts'
import { startMarket, type MarketChild } from './market-child.ts'

/** How far clocks of processes are apart at most, both ways: longer than any lease. */
const skewMsMax = 40_000
/** Past the end of every hold and of every page to pay on. */
export const muchLaterMs = 60 * minuteMs
const startTriesMax = 60

/** The market's processes. */
export type Fleet = {
  readonly size: number
  readonly origins: readonly string[]
  kill(index: number): Promise<void>
  /** With another clock than before; tries again while its database is away. */
  restart(index: number): Promise<void>
  pause(index: number): void
  resume(index: number): void
  /** All anew, an hour later by all their clocks. */
  restartMuchLater(): Promise<void>
  stop(): Promise<void>
}

export async function newFleet(urls: readonly string[], dice: Dice): Promise<Fleet> {
  const seats = await Promise.all(urls.map(async (databaseUrl) => ({ databaseUrl, folder: tempFolder('fleet'), port: await freePort() })))
  const children: (MarketChild | undefined)[] = []
  const skew = () => dice.below(2 * skewMsMax) - skewMsMax

  const start = async (index: number, laterMs: number) => {
    const seat = seats[index]
    if (!seat) throw new Error(`no process ${index}`)
    for (let attempt = 1; ; attempt++) {
      try {
        children[index] = await startMarket({ ...seat, laterMs })
        return
      } catch (error) {
        if (attempt === startTriesMax) throw error
        await sleep(500)
      }
    }
  }
  const kill = async (index: number) => children[index]?.kill()
  const each = (act: (index: number) => Promise<unknown>) => Promise.all(seats.map((_, index) => act(index)))
  await each((index) => start(index, skew()))
  return {
    size: seats.length,
    origins: seats.map(({ port }) => `http://127.0.0.1:${port}`),
    kill: async (index) => kill(index),
    restart: async (index) => {
      await kill(index)
      await start(index, skew())
    },
    pause: (index) => children[index]?.pause(),
    resume: (index) => children[index]?.resume(),
    restartMuchLater: async () => {
      await each(kill)
      await each((index) => start(index, muchLaterMs))
    },
    stop: async () => void (await each(kill)),
  }
}

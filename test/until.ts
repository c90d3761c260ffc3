import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

type Patience = Readonly<{
  msMax: number
  /** Short where what is waited for may last some milliseconds. */ pauseMs?: number
  what?: string
}>

/** Asks again and again until `condition` holds. @returns after how many ms. @throws after `msMax`. */
export async function until(condition: () => boolean | Promise<boolean>, { msMax, pauseMs = 10, what }: Patience): Promise<number> {
  const startedAt = performance.now()
  while (!(await condition())) {
    assert.ok(performance.now() - startedAt < msMax, `waited longer than ${msMax} ms until ${what ?? String(condition)}`)
    await sleep(pauseMs)
  }
  return performance.now() - startedAt
}

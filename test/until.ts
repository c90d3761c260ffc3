import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

const pauseMs = 25

/** Asks again and again until `condition` holds. @throws after `msMax`. */
export async function until(condition: () => Promise<boolean>, msMax: number): Promise<void> {
  const startedAt = performance.now()
  while (!(await condition())) {
    assert.ok(performance.now() - startedAt < msMax, `waited longer than ${msMax} ms`)
    await sleep(pauseMs)
  }
}

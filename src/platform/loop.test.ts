import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { FencedError } from '../kernel/fence.ts'
import { newLoop } from './loop.ts'
import { newSignal } from './signal.ts'
import { newLogger } from './telemetry.ts'

function newLog() {
  const lines: string[] = []
  return { lines, log: newLogger({ destination: { write: (line) => lines.push(line) } }) }
}

async function until(condition: () => boolean): Promise<void> {
  for (let waits = 0; !condition(); waits++) {
    assert.ok(waits < 5_000)
    await sleep(1)
  }
}

test('a step runs when woken, again at once while there is more, and one at a time', async () => {
  const { log } = newLog()
  const signal = newSignal()
  let [runs, together, left] = [0, 0, 0]
  const step = async () => {
    assert.equal(++together, 1)
    runs++
    await sleep(5)
    together--
    return left-- > 0
  }
  const loop = newLoop({ name: 'test', step, pollMs: 60_000, wakeOn: [signal.on], log })
  loop.start()
  loop.start()
  await sleep(30)
  assert.equal(runs, 1)
  left = 2
  signal.fire()
  signal.fire()
  await until(() => runs === 4 && together === 0)
  await sleep(20)
  signal.fire()
  await until(() => together === 1)
  signal.fire()
  await until(() => runs === 6)
  await sleep(20)
  assert.equal(runs, 6, 'a wake-up during a step is not lost')
  await loop.stop()
  signal.fire()
  await sleep(10)
  assert.equal(runs, 6)
})

test('a loop that never rests, because it has more to do or is woken all the time, lets everybody else have their turn', async () => {
  const { log } = newLog()
  for (const more of [true, false]) {
    const step = async () => {
      loop.wake()
      return more
    }
    const loop = newLoop({ name: 'test', step, pollMs: 60_000, log })
    loop.start()
    await sleep(20)
    await loop.stop()
  }
})

test('while the process is busy a loop is not woken before its time, and goes on at once only where there is more', async () => {
  const { log } = newLog()
  let [runs, busy] = [0, true]
  const more = [true, true]
  const step = async () => {
    runs++
    return more.pop() ?? false
  }
  const loop = newLoop({ name: 'test', step, pollMs: 60_000, isBusy: () => busy, log })
  loop.start()
  await until(() => runs === 3)
  loop.wake()
  await sleep(20)
  assert.equal(runs, 3)
  await loop.stop()
  busy = false
  loop.start()
  await until(() => runs === 4)
  loop.wake()
  await until(() => runs === 5)
  await loop.stop()
})

test('a step that fails is logged and tried again, also when nobody wakes it', async () => {
  const { lines, log } = newLog()
  let failures = 2
  const done = Promise.withResolvers<void>()
  const step = async () => {
    if (failures-- > 0) throw new Error('database away')
    done.resolve()
    return false
  }
  const loop = newLoop({ name: 'test', step, pollMs: 60_000, log })
  loop.start()
  await Promise.race([done.promise, sleep(5_000).then(() => assert.fail('not tried again'))])
  await loop.stop()
  assert.equal(lines.filter((line) => line.includes('database away')).length, 2)
})

test('a loop stops at once while it pauses or rests, after its step while that runs, and can start again', async () => {
  const { log } = newLog()
  let runs = 0
  for (const outcome of ['rest', 'fail'] as const) {
    const step = async () => {
      runs++
      await sleep(20)
      if (outcome === 'fail') throw new Error('fails')
      return false
    }
    const loop = newLoop({ name: 'test', step, pollMs: 60_000, log })
    for (const afterMs of [0, 40]) {
      const before = runs
      loop.start()
      await sleep(afterMs)
      const startedAt = performance.now()
      await loop.stop()
      assert.ok(performance.now() - startedAt < 2_000)
      assert.equal(runs, before + 1)
    }
  }
})

test('a loop of an incarnation that has ended ends quietly', async () => {
  const { lines, log } = newLog()
  let runs = 0
  const step = async () => {
    runs++
    throw new FencedError('over')
  }
  const loop = newLoop({ name: 'test', step, pollMs: 1, log })
  loop.start()
  await sleep(20)
  await loop.stop()
  assert.deepEqual([runs, lines], [1, []])
})

test('a loop does not keep the process alive', () => {
  const program = `
    import { newLoop } from ${JSON.stringify(import.meta.resolve('./loop.ts'))}
    newLoop({ name: 'test', step: async () => false, pollMs: 60_000, log: console }).start()`
  execFileSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 20_000 })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newKept } from './kept.ts'

/** Words by number, as they are now, and how often each was read. */
function newWords(keptMax: number) {
  const words = new Map([...'abcdefghij'].map((letter, index) => [index, letter]))
  const reads: number[][] = []
  let wait = Promise.resolve()
  const kept = newKept(async (keys: readonly number[]) => {
    reads.push([...keys])
    const read = keys.flatMap((key) => {
      const word = words.get(key)
      return word === undefined ? [] : [[key, word] as const]
    })
    await wait
    return new Map(read)
  }, keptMax)
  const of = async (...keys: number[]) => [...(await kept.of(keys)).values()].join('')
  const holdUp = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    wait = promise
    return resolve
  }
  return { words, reads, kept, of, holdUp }
}

test('what was read is not read again, and what there is not is asked for each time', async () => {
  const { of, reads } = newWords(10)
  assert.equal(await of(1, 2), 'bc')
  assert.equal((await of(3, 2, 1)).length, 3)
  assert.equal(await of(99), '')
  assert.equal(await of(99, 3), 'd')
  assert.deepEqual(reads, [[1, 2], [3], [99], [99]])
})

test('what was forgotten is read again, and only that', async () => {
  const { of, kept, words, reads } = newWords(10)
  await of(1, 2)
  words.set(1, 'B')
  words.delete(2)
  assert.equal(await of(1, 2), 'bc')
  kept.forget([1])
  assert.equal(await of(1, 2), 'cB')
  kept.forgetAll()
  assert.equal(await of(1, 2), 'B')
  assert.deepEqual(reads, [[1, 2], [1], [1, 2]])
})

for (const [how, forget] of [
  ['forgotten', (kept: ReturnType<typeof newWords>['kept']) => kept.forget([1])],
  ['forgotten with all others', (kept: ReturnType<typeof newWords>['kept']) => kept.forgetAll()],
] as const) {
  test(`what is ${how} while it is being read is not kept`, async () => {
    const { of, kept, words, holdUp } = newWords(10)
    const goOn = holdUp()
    const before = of(1, 2)
    words.set(1, 'B')
    forget(kept)
    goOn()
    assert.equal(await before, 'bc')
    assert.equal((await kept.of([1])).get(1), 'B')
  })
}

test('no more are kept than are to be, and those asked for last stay', async () => {
  const { of, reads } = newWords(6)
  for (const key of [0, 1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8]) await of(key)
  assert.equal(reads.flat().filter((key) => key === 0).length, 1)
  reads.length = 0
  for (let key = 0; key < 10; key++) await of(key)
  assert.ok(reads.length >= 4, `${10 - reads.length} were kept`)
})

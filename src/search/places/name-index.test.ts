import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { beginningWith, eachNear, newNameList, ownerOf, sortOf, type NameIndex, type NameSort } from './name-index.ts'
import { startsAlike, typos } from './place-names.ts'

function indexOf(names: readonly string[], sort: NameSort = 'name'): NameIndex {
  const list = newNameList()
  for (const [place, name] of names.entries()) list.add(name, place, sort)
  return list.index()
}

const word = (letters: string, maxLength: number) => fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength })
const dictionary = fc.array(word('abc ', 9), { maxLength: 60 })

test('names that begin with what is typed are all found, and no others', () => {
  fc.assert(
    fc.property(dictionary, word('abc ', 5), (names, typed) => {
      const index = indexOf(names)
      const [from, until] = beginningWith(index, typed)
      const found = Array.from({ length: until - from }, (_, i) => ownerOf(index, from + i))
      const expected = names.flatMap((name, place) => (name.startsWith(typed) ? [place] : []))
      assert.deepEqual(
        found.toSorted((a, b) => a - b),
        expected,
      )
    }),
    { numRuns: 1_000 },
  )
})

test('names within some slips are found as the table of each alone says, with as many slips', () => {
  fc.assert(
    fc.property(dictionary, word('abc ', 9), fc.integer({ min: 0, max: 2 }), (names, typed, max) => {
      const index = indexOf(names)
      const found = new Map<number, number>()
      eachNear(index, typed, max, (name, slips) => found.set(ownerOf(index, name), slips))
      const expected = names.flatMap((name, place) => {
        const slips = typos(typed, name, max)
        return slips <= max && startsAlike(typed, name) ? [[place, slips] as const] : []
      })
      assert.deepEqual(
        [...found].toSorted(([a], [b]) => a - b),
        expected,
      )
    }),
    { numRuns: 3_000 },
  )
})

test('in other alphabets a name begins as it is typed, and may hold slips behind that', () => {
  const index = indexOf(['москва', 'посква', 'мосты', 'moskva', 'амасква'])
  const near = (typed: string) => {
    const found: number[] = []
    eachNear(index, typed, 1, (name) => found.push(ownerOf(index, name)))
    return found
  }
  assert.deepEqual(near('масква'), [0])
  assert.deepEqual(near('мост'), [0, 2])
})

test('a name keeps its sort, and as many names as there are find room', () => {
  const names = Array.from({ length: 70_000 }, (_, place) => `${place.toString(36)} of many names that are rather long`)
  const index = indexOf(names, 'part')
  for (const place of [0, 1_000, 69_999]) {
    const [from, until] = beginningWith(index, names[place] ?? '')
    assert.deepEqual([until - from, ownerOf(index, from), sortOf(index, from)], [1, place, 'part'])
  }
})

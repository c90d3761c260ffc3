import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'
import { newDice } from '../../../test/dice.ts'
import { referenceAnswer } from '../../../test/search-answer.ts'
import { anything, ask, assertSame } from '../../../test/search-same.ts'
import { newSearchWorld, type SearchWorld } from '../../../test/search-world.ts'
import { dayMs } from '../../kernel/clock.ts'
import { newEngine } from '../engine.ts'
import type { Query } from '../query.ts'
import type { SearchListing } from '../search-listing.ts'

/** An engine whose threads are ready. */
async function engineOf(t: TestContext, { now, terms, listings }: SearchWorld, threads = 2) {
  const engine = newEngine(Math.floor(now / dayMs))
  t.after(engine.stop)
  engine.setTerms(terms)
  for (const listing of listings) engine.put(listing)
  await engine.startThreads(threads)
  return engine
}

test('threads answer as the one who writes does, of what comes, goes and changes too', async (t) => {
  for (let seed = 300; seed < 306; seed++) {
    const world = newSearchWorld(seed)
    const engine = await engineOf(t, world)
    for (let i = 0; i < 5; i++) {
      const added = Array.from({ length: 40 }, world.fresh)
      const [gone, ...kept] = world.listings
      world.listings = [...kept, ...added]
      for (const listing of added) engine.put(listing)
      if (gone) engine.remove(gone.id)
      world.terms = newSearchWorld(seed + i).terms
      engine.setTerms(world.terms)
      await engine.settled()
      await assertSame(engine, world, world.query())
    }
    await engine.stop()
  }
})

test('while everything changes, each answer is that of some moment between the question and the answer', async (t) => {
  let between = 0
  for (let seed = 400; seed < 404; seed++) {
    const world = newSearchWorld(seed)
    const engine = await engineOf(t, world)
    const states: SearchListing[][] = [[...world.listings]]
    let settled = 0
    const change = () => {
      const old = states.at(-1) ?? []
      const index = newDice(states.length).below(old.length)
      const next = { ...world.fresh(), id: old[index]?.id ?? world.fresh().id }
      states.push(old.with(index, next))
      engine.put(next)
      const number = states.length - 1
      void engine.settled().then(() => (settled = Math.max(settled, number)))
    }
    for (let i = 0; i < 60; i++) {
      const query: Query = { ...world.query(), cursor: null, limit: 50, facets: false, instead: false, priceMin: null, priceMax: null }
      for (let changes = 0; changes < 5; changes++) change()
      const first = settled
      const answer = await ask(engine, query, world.now)
      for (let changes = 0; changes < 3; changes++) change()
      const moments = states.slice(first).map((listings) => ({ ...world, listings }))
      const is = (asked: SearchWorld) => {
        const reference = referenceAnswer(asked, query)
        return reference.ordered.length === answer.total && JSON.stringify(reference.hits.slice(0, 50)) === JSON.stringify(answer.hits)
      }
      const moment = moments.findIndex(is)
      assert.ok(moment >= 0, `world ${seed}, question ${i}: an answer of no moment: ${JSON.stringify(query)}`)
      if (moment > 0 && moment < moments.length - 1) between++
    }
    await engine.stop()
  }
  assert.ok(between > 0, 'some answers are of a moment in between')
})

test('a thread that is ended in the midst of a question keeps nobody from writing, and another answers in its place', async (t) => {
  const world = newSearchWorld(500)
  for (let i = 0; i < 4_000; i++) world.listings.push(world.fresh())
  const engine = await engineOf(t, world, 1)
  for (let i = 0; i < 3; i++) {
    const asked = ask(engine, { ...anything, sort: 'rating', limit: 50 }, world.now)
    await sleep(i * 5)
    await engine.endThread()
    const fresh = { ...world.fresh(), capacity: 9 }
    engine.put(fresh)
    world.listings.push(fresh)
    await engine.settled()
    assert.ok((await asked).total >= 4_000)
    assert.equal((await ask(engine, anything, world.now)).total, world.listings.length)
  }
})

test('threads that end before one answers leave that to the thread that writes, and may be started again', async (t) => {
  const world = newSearchWorld(310)
  const engine = newEngine(Math.floor(world.now / dayMs))
  t.after(engine.stop)
  engine.setTerms(world.terms)
  for (const listing of world.listings) engine.put(listing)
  const failed = assert.rejects(engine.startThreads(1))
  for (let times = 0; times < 2; times++) await engine.endThread()
  const added = world.fresh()
  world.listings = [...world.listings, added]
  engine.put(added)
  await failed
  const isByThreads = () => engine.countIn([[0, 0, Math.random(), 1]]) instanceof Promise
  assert.equal(isByThreads(), false)
  await assertSame(engine, world, world.query())
  await engine.startThreads(1)
  await engine.settled()
  assert.equal(isByThreads(), true)
  await assertSame(engine, world, world.query())
})

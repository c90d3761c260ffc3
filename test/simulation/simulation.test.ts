import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planted } from './plant.ts'
import { lookFor } from './planted.ts'
import { plants } from './plants.ts'
import { simulate } from './simulate.ts'

const freshSeed = Date.now() % 1_000_000
const sliceDays = 12

const whole = ({ failure }: Awaited<ReturnType<typeof simulate>>) =>
  failure && `${failure.message}\n${failure.last.join('\n')}\nAgain: npm run simulate -- --seed ${freshSeed} --days ${failure.day}`

test(`days full of faults break no promise (seed ${freshSeed})`, async () => {
  const outcome = await simulate(freshSeed, sliceDays)
  assert.equal(whole(outcome), undefined)
  const acts = Object.values(outcome.acts).reduce((sum, count) => sum + count, 0)
  assert.ok(acts >= 100 * sliceDays, `${acts} acts in ${sliceDays} days`)
  for (const [fault, count] of Object.entries(outcome.faults)) assert.ok(count > 0 || fault === 'statement', `never: ${fault}`)
  assert.ok(outcome.lives > 6)
})

test('the same seed lives the same life', async () => {
  const [one, again, other] = [await simulate(7, 2), await simulate(7, 2), await simulate(8, 2)]
  assert.deepEqual(one, again)
  assert.notEqual(one.hash, other.hash)
})

test('every planted bug still fits the source', () => {
  for (const plant of plants) assert.notEqual(planted(plant), '')
  assert.equal(new Set(plants.map(({ name }) => name)).size, plants.length)
  assert.ok(plants.length >= 30)
  const moved = { name: 'moved on', file: 'src/bookings/booking.ts', edits: [['no such text', '']] as const }
  assert.throws(() => planted(moved), /does not fit/)
})

for (const name of ['drop the key of night_claim', 'promise a refund and send none', 'keep the shares of a stay that was altered']) {
  test(`it would notice: ${name}`, async () => {
    const found = await lookFor(name, freshSeed)
    assert.ok(found, `${name}: not found with seed ${freshSeed}`)
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policyAtFirst, readPolicy, tierRows, typedPolicy } from './read-policy.ts'

const read = (typed: Readonly<Record<string, string>>) => readPolicy((name) => typed[name] ?? '')
const keeps = (nightsBeyondSlept: number, restPercent: number) => ({ nightsBeyondSlept, restPercent })

test('the form says what comes back, the API what is kept', () => {
  assert.deepEqual(read(policyAtFirst), { tiers: [{ daysBefore: 5, hoursBefore: 0, keeps: keeps(0, 0) }], late: keeps(0, 50) })
  assert.deepEqual(
    read({
      'days.1': '1',
      'hours.1': '12',
      'percent.1': '100',
      'hours.3': '6',
      'percent.3': '80',
      'nights.late': '1',
      'percent.late': ' 80 ',
    }),
    {
      tiers: [
        { daysBefore: 1, hoursBefore: 12, keeps: keeps(0, 0) },
        { daysBefore: 0, hoursBefore: 6, keeps: keeps(0, 20) },
      ],
      late: keeps(1, 20),
    },
  )
})

test('a step without days and hours is none; what comes back of what nobody says is nothing', () => {
  assert.deepEqual(read({ 'percent.2': '50' }), { tiers: [], late: keeps(0, 100) })
  assert.deepEqual(read({ 'days.1': '0' })?.tiers, [{ daysBefore: 0, hoursBefore: 0, keeps: keeps(0, 100) }])
})

test('what is no whole number, or too large, is not read', () => {
  for (const wrong of ['a', '1.5', '-1', '101', '1e1']) assert.equal(read({ 'percent.late': wrong }), undefined, wrong)
  assert.equal(read({ 'days.1': '366' }), undefined)
  assert.equal(read({ 'days.1': '1', 'hours.1': '24' }), undefined)
  assert.equal(read({ 'nights.late': '366' }), undefined)
})

test('what a policy of as many steps as there can be looks like in the form is read as that policy again', () => {
  const tiers = tierRows.map((row) => ({ daysBefore: 60 - 10 * row, hoursBefore: row, keeps: keeps(row, 10 * row) }))
  const policy = { tiers, late: keeps(0, 100) }
  assert.deepEqual(read(typedPolicy({ name: 'Steps', ...policy })), policy)
})

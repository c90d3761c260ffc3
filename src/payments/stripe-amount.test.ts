import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money, type Currency } from '../kernel/money.ts'
import { unpayable } from './sandbox/payable-amount.ts'
import { fromProviderAmount, toProviderAmount } from './stripe-amount.ts'

const written = (minor: number, currency: string) => {
  const amount = toProviderAmount(money(minor, currency as Currency))
  return amount.ok ? [amount.value.amount, amount.value.currency] : amount.error.code
}

test('amounts are written as the provider wants them, exceptions included', () => {
  assert.deepEqual(written(42_400, 'EUR'), [42_400, 'eur'])
  assert.deepEqual(written(500, 'JPY'), [500, 'jpy'])
  assert.deepEqual(written(5, 'ISK'), [500, 'isk'])
  assert.deepEqual(written(5, 'UGX'), [500, 'ugx'])
  assert.deepEqual(written(12_300, 'MGA'), [123, 'mga'])
  assert.deepEqual(written(12_350, 'MGA'), 'amount_not_payable')
  assert.deepEqual(written(5_120, 'KWD'), [5_120, 'kwd'])
  assert.deepEqual(written(5_124, 'KWD'), 'amount_not_payable')
})

const currencies = fc.constantFrom(...Intl.supportedValuesOf('currency')).map((code) => code as Currency)

test('what the provider writes back is the same money', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), currencies, (minor, currency) => {
      const amount = toProviderAmount(money(minor, currency))
      if (amount.ok) assert.deepEqual(fromProviderAmount(amount.value), money(minor, currency))
    }),
  )
})

test("what the adapter writes, the sandbox's own rules of writing take", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 900_000 }), currencies, (minor, currency) => {
      const amount = toProviderAmount(money(minor, currency))
      const refusal = amount.ok ? unpayable(amount.value.amount, amount.value.currency)?.error.code : undefined
      assert.ok(refusal === undefined || refusal.startsWith('amount_too_'), refusal)
    }),
  )
})

test('money that is none of ours is not taken for ours', () => {
  assert.throws(() => fromProviderAmount({ amount: 550, currency: 'isk' }), /not a whole number/)
  assert.throws(() => fromProviderAmount({ amount: 100, currency: 'zzz' }), /a currency that there is not/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PaymentId } from '../kernel/ids.ts'
import { money, type Currency } from '../kernel/money.ts'
import { splitRefund } from './refund-split.ts'

const eur = (minor: number) => money(minor, 'EUR' as Currency)
const payment = (name: string, minor: number) => ({ paymentId: name as PaymentId, left: eur(minor) })

test('the latest payment goes back first, each at most once', () => {
  const payments = [payment('first', 30_000), payment('gone', 0), payment('second', 5_000)]
  assert.deepEqual(splitRefund(eur(4_000), payments), [{ paymentId: 'second', amount: eur(4_000) }])
  assert.deepEqual(splitRefund(eur(5_001), payments), [
    { paymentId: 'second', amount: eur(5_000) },
    { paymentId: 'first', amount: eur(1) },
  ])
  assert.deepEqual(splitRefund(eur(0), payments), [])
})

test('more than is left is never sent back', () => {
  assert.throws(() => splitRefund(eur(35_001), [payment('first', 30_000), payment('second', 5_000)]), /was to go back/)
})

test('whatever was paid, the parts add up to the cent, none is more than is left, and no payment comes twice', () => {
  const lefts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(lefts, fc.double({ min: 0, max: 1, noNaN: true }), (amounts, share) => {
      const payments = amounts.map((minor, index) => payment(`payment ${index}`, minor))
      const amount = Math.floor(amounts.reduce((sum, minor) => sum + minor, 0) * share)
      const parts = splitRefund(eur(amount), payments)
      assert.equal(
        parts.reduce((sum, part) => sum + part.amount.minor, 0),
        amount,
      )
      assert.equal(new Set(parts.map(({ paymentId }) => paymentId)).size, parts.length)
      for (const part of parts) {
        const left = payments.find(({ paymentId }) => paymentId === part.paymentId)?.left.minor ?? 0
        assert.ok(part.amount.minor > 0 && part.amount.minor <= left)
      }
    }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decimals, parseCurrency } from '../src/kernel/money.ts'
import { decimalsOf } from '../web/lib/format/minor-units.ts'

test('the site and the kernel agree how many decimals every currency has', () => {
  for (const code of Intl.supportedValuesOf('currency')) {
    const currency = parseCurrency(code)
    assert.ok(currency.ok, code)
    assert.equal(decimalsOf(code), decimals(currency.value), code)
  }
})

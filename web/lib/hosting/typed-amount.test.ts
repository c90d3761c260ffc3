import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedMinor } from './typed-amount.ts'

test('an amount is read as it is written in any of the usual ways, and nothing else is', () => {
  const cases: [string, string, number | null][] = [
    ['118', 'EUR', 11_800],
    ['€118', 'EUR', 11_800],
    ['118.5', 'EUR', 11_850],
    ['118,50 €', 'EUR', 11_850],
    ['1,180', 'EUR', 118_000],
    ['1.180,25', 'EUR', 118_025],
    ['1 180.25', 'EUR', 118_025],
    ['12000', 'JPY', 12_000],
    ['12,000', 'JPY', 12_000],
    ['12.5', 'JPY', null],
    ['1.234', 'KWD', 1_234],
    ['', 'EUR', null],
    ['free', 'EUR', null],
    ['1.2.3', 'EUR', null],
    ['9'.repeat(40), 'EUR', null],
  ]
  for (const [text, currency, minor] of cases) assert.equal(typedMinor(text, currency), minor, `${text} ${currency}`)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCurrency } from '../../kernel/money.ts'
import { parseAmount } from './amount.ts'

const currency = (code: string) => {
  const parsed = parseCurrency(code)
  assert.ok(parsed.ok)
  return parsed.value
}

const amounts: [text: string, code: string, minor: number | undefined][] = [
  ['$1,234.00', 'SGD', 123_400],
  ['$109,999.00', 'SGD', 10_999_900],
  ['95', 'EUR', 9_500],
  ['€95.5', 'EUR', 9_550],
  ['CHF 80.00', 'CHF', 8_000],
  ['$0.00', 'EUR', 0],
  ['$12,000.00', 'JPY', 12_000],
  ['$120.50', 'JPY', 121],
  ['$0.994', 'EUR', 99],
  ['$0.995', 'EUR', 100],
  ['$1.2345', 'KWD', 1_235],
  ['$1234567.89', 'EUR', 123_456_789],
  ['', 'EUR', undefined],
  ['free', 'EUR', undefined],
  ['-$5.00', 'EUR', undefined],
  ['$-5.00', 'EUR', undefined],
  ['$1.234,00', 'EUR', undefined],
  ['$1,23.00', 'EUR', undefined],
  ['$1e3', 'EUR', undefined],
  ['=10+20', 'EUR', undefined],
  ['$1,000,000,000.00', 'EUR', 100_000_000_000],
  ['$1,000,000,000.01', 'EUR', undefined],
  ['$99999999999999999999', 'EUR', undefined],
]

test('prices are read to the minor unit of the currency, and nothing else is taken for a price', () => {
  for (const [text, code, minor] of amounts) assert.equal(parseAmount(text, currency(code)), minor, `${text} in ${code}`)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import compile from 'icu-minify/compile'
import { readFileSync } from 'node:fs'
import type { Line } from '../api/types.ts'
import { textsFor } from '../i18n/texts.ts'
import { formatsFor } from './formats.ts'
import { guestsText } from './guests.ts'
import { lineLabel } from './line-label.ts'

const english = formatsFor('en-GB')
const eur = (minor: number) => ({ minor, currency: 'EUR' })

test('money is written to the smallest unit in boxes and in whole units on cards', () => {
  assert.equal(english.money(eur(42_400)), '€424.00')
  assert.equal(english.wholeMoney(eur(42_400)), '€424')
  assert.equal(english.money(eur(-1_920)), '−€19.20')
  assert.equal(english.money({ minor: 12_345, currency: 'JPY' }), 'JP¥12,345')
  assert.equal(english.money({ minor: 12_345, currency: 'KWD' }).replace(/\s/, ' '), 'KWD 12.345')
})

test('days are days wherever the reader is', () => {
  assert.equal(english.day('2026-06-12'), 'Fri 12 June')
  assert.equal(english.days('2026-06-12', '2026-06-15'), '12–15 June')
  const plain = (days: string) => days.replaceAll(/\s/gu, ' ')
  assert.equal(plain(english.days('2026-11-29', '2026-12-02')), '29 November – 2 December')
  assert.equal(plain(english.days('2026-12-29', '2027-01-01')), '29 December – 1 January')
  assert.equal(plain(formatsFor('de').days('2026-12-29', '2027-01-01')), '29. Dezember – 1. Januar')
  assert.equal(english.month('2026-06-30'), 'June 2026')
  assert.equal(formatsFor('en-US').day('2026-06-12'), 'Fri, June 12')
})

test('a deadline is at the home’s clock', () => {
  assert.equal(english.moment('2026-06-11T14:00:00Z', 'Europe/Lisbon'), 'Thu 11 June, 15:00')
  assert.equal(english.moment('2026-06-11T14:00:00Z', 'Pacific/Kiritimati'), 'Fri 12 June, 04:00')
  assert.equal(english.time('16:00'), '16:00')
  assert.equal(formatsFor('en-US').time('16:00').replace(/\s/, ' '), '4:00 PM')
})

const texts = ['site', 'stays'].flatMap((name) =>
  Object.entries(JSON.parse(readFileSync(`web/messages/en/${name}.json`, 'utf8')) as Record<string, string>),
)
const said = textsFor({ id: 'en', tag: 'en-GB', dir: 'ltr', name: 'English' }, () => catalogue)
const catalogue = Object.fromEntries(texts.map(([key, text]) => [key, compile(text)]))

const label = (code: string, values: Line['values'], minor = 100) =>
  lineLabel({ code, label: 'As the API says it', amount: eur(minor), includeFor: ['guest'], values } as Line, said)

test('a price line names every rate while they are few', () => {
  assert.equal(label('nights', { nights: 3, rates: '12800 13800 11850' }), '3 nights (€128, €138, €118.50)')
  assert.equal(label('nights', { nights: 2, rates: '12800 12800' }), '2 nights (€128 each)')
  assert.equal(label('nights', { nights: 7, rates: '10000 10000 10000 10000 15000 15000 10000' }), '7 nights (€100 to €150)')
  assert.equal(label('weekly_discount', { bp: 1250 }), 'A week or longer, 12.5% off the nights')
  assert.equal(label('tax', { name: 'Town visitor tax', kind: 'per_guest_night', rate: 150, nights: 3 }), 'Town visitor tax')
  assert.equal(label('tax', { name: 'VAT', kind: 'percent', bp: 2100, base: 'nights' }), 'VAT, 21%')
})

test('a line of a kind the site has never heard of keeps the API’s words', () => {
  assert.equal(label('linen_hire', {}), 'As the API says it')
})

test('company is counted by age, and only who comes', () => {
  assert.equal(guestsText({ adults: 2, children: 1, infants: 0, pets: 0 }, said), '2 adults, 1 child')
  assert.equal(guestsText({ adults: 1, children: 0, infants: 1, pets: 2 }, said), '1 adult, 1 baby, 2 pets')
})

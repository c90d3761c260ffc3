import type { Instant } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { findTestCard, hasValidCheckDigit, type TestCard } from './cards.ts'
import type { PlainWord } from './checkout-words.ts'

export type CardField = 'number' | 'expiry' | 'code' | 'name'
/** What was typed; shown again after a mistake, kept nowhere. */
export type CardTyped = Readonly<Record<CardField, string>>
export type CardProblems = Partial<Record<CardField, PlainWord>>

const fieldLengthMax = 200

export const emptyCard: CardTyped = { number: '', expiry: '', code: '', name: '' }

export function readCardForm(body: string): CardTyped {
  const form = new URLSearchParams(body)
  const field = (name: CardField) => (form.get(name) ?? '').trim().slice(0, fieldLengthMax)
  return { number: field('number'), expiry: field('expiry'), code: field('code'), name: field('name') }
}

/** The test card that was typed, or what is wrong with each field. */
export function checkCard(typed: CardTyped, now: Instant): Result<TestCard, { code: 'card_mistyped'; problems: CardProblems }> {
  const digits = typed.number.replaceAll(/[\s-]/g, '')
  const card = findTestCard(digits)
  const problems: CardProblems = {}
  if (!card) problems.number = /^\d{12,19}$/.test(digits) && hasValidCheckDigit(digits) ? 'notATestCard' : 'wrongNumber'
  const expiry = expiryProblem(typed.expiry, now)
  if (expiry) problems.expiry = expiry
  if (!/^\d{3,4}$/.test(typed.code)) problems.code = 'wrongCode'
  if (typed.name === '') problems.name = 'missingName'
  return card && Object.keys(problems).length === 0 ? ok(card) : err({ code: 'card_mistyped', problems })
}

/** A card is good to the end of its month. */
function expiryProblem(text: string, now: Instant): PlainWord | undefined {
  const [, month = '', year = ''] = /^(\d{1,2})\s*[/-]?\s*(\d{2}|\d{4})$/.exec(text) ?? []
  if (Number(month) < 1 || Number(month) > 12) return 'wrongExpiry'
  const end = Date.UTC(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month))
  return end <= now ? 'pastExpiry' : undefined
}

/** A number that is no test card's may be a real one: it is not even sent back. */
export const forShowingAgain = (typed: CardTyped, problems: CardProblems): CardTyped => ({
  ...typed,
  code: '',
  number: problems.number === undefined ? typed.number : '',
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeMail } from './compose-mail.ts'
import { fillWords } from './fill-words.ts'

const refund = 'Hello {name}, {refunds, select, yes {{refund} goes back.} other {Nothing goes back, sorry: it was late.}}'

test('words are filled with everything that any branch of them says', () => {
  assert.equal(fillWords(refund, 'en', { name: 'Ana', refunds: 'yes', refund: '€3' }), 'Hello Ana, €3 goes back.')
  assert.equal(fillWords('It was late.', 'en', {}), 'It was late.')
})

test('words that are not given all they need do not compile, and throw', () => {
  const signed = { to: 'ana@example.org', signed: 'Sojourn' }
  const wrong = [
    // @ts-expect-error It needs a name.
    () => fillWords('Hello {name}', 'en', {}),
    // @ts-expect-error One of its branches says what goes back.
    () => fillWords(refund, 'en', { name: 'Ana', refunds: 'yes' }),
    // @ts-expect-error Its second line needs a town.
    () => composeMail({ ...signed, words: { subject: 'Hello {name}', lines: ['Hello', 'from {town}'] } as const, values: { name: 'Ana' } }),
    // @ts-expect-error What comes after the button needs a name.
    () => composeMail({ ...signed, words: { subject: 'Hello', lines: [], after: ['Bye {name}'] } as const, values: {} }),
  ]
  for (const say of wrong) assert.throws(say, /no value for/)
})

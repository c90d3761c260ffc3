import { fillWords, type ArgumentsOf } from '../../platform/fill-words.ts'

/** Every word of the sandbox's pages, in ICU's message syntax. */
const english = {
  pageTitle: 'Pay {amount} · Payment sandbox',
  heading: 'Pay {amount}',
  to: 'For {name}',
  close: 'Leave without paying',
  sandbox: 'This is a payment sandbox: no money moves, and no real card is taken.',
  number: 'Card number',
  expiry: 'Expires',
  expiryHint: 'Month and year, such as 12 / 34',
  code: 'Security code',
  name: 'Name on card',
  pay: 'Pay {amount}',
  payAgain: 'Try again, {amount}',
  privacy: 'No money moves here. Of a test card only its brand and last four digits are kept.',
  cardsHeading: 'Cards to try',
  cardsHint: 'Any later expiry and any security code will do.',
  cardsNumber: 'Number',
  cardsMeaning: 'What its bank does',
  visa: 'Pays',
  mastercard: 'Pays',
  authentication: 'Asks you first, then pays',
  declined: 'Says no',
  insufficient_funds: 'Says no: too little money',
  expired: 'Says no: expired',
  incorrect_cvc: 'Says no: wrong security code',
  refund_fails_later: 'Pays; a refund comes back',
  wrongNumber: 'That is no card number: a digit is wrong or missing.',
  notATestCard: 'Only test cards are taken here, and this is none of them.',
  wrongExpiry: 'Write the month and the year, such as 12 / 34.',
  pastExpiry: 'That date has passed: any later one will do.',
  wrongCode: 'Write the three or four digits: any will do.',
  missingName: 'Write a name: any will do.',
  declined_generic: 'The bank said no to this card. Nothing was taken. Try another.',
  declined_insufficient_funds: 'The bank said no: there is not enough money on this card. Nothing was taken. Try another.',
  declined_expired_card: 'The bank said no: this card has expired. Nothing was taken. Try another.',
  declined_incorrect_cvc: 'The bank said no: the security code is wrong. Nothing was taken. Look at the card and try again.',
  declined_processing_error: 'Something broke on the way to the bank. Nothing was taken. Try again.',
  declined_payment_intent_authentication_failure: 'The bank was told that it was not you. Nothing was taken. Try again, or another card.',
  bankTitle: 'Your bank asks · Payment sandbox',
  bankHeading: 'Is it you?',
  bankText: 'The bank behind the test card ending in {last4} asks whether you want to pay {amount} for {name}.',
  bankSandbox: 'In this sandbox you play both parts: choose what the bank hears.',
  bankYes: 'Yes, it’s me',
  bankNo: 'No, stop this payment',
  expiredTitle: 'Time is up · Payment sandbox',
  expiredHeading: 'This page has expired',
  expiredText: 'Nothing was taken.',
  back: 'Go back',
  unknownTitle: 'No such page · Payment sandbox',
  unknownHeading: 'There is nothing to pay here',
  unknownText: 'The address is wrong or incomplete.',
} as const

type Word = keyof typeof english
type GivenTo<Chosen extends Word> = ArgumentsOf<(typeof english)[Chosen]>
/** A word that is given nothing. */
export type PlainWord = { [Each in Word]: [GivenTo<Each>] extends [never] ? Each : never }[Word]
export type Words = Readonly<Record<Word, string>>
/** The text of a message in one language, its arguments filled in. */
export type Say = <Chosen extends Word>(word: Chosen, ...values: Values<GivenTo<Chosen>>) => string
type Values<Name extends string> = [Name] extends [never] ? [] : [values: Readonly<Record<Name, string>>]

export const catalogues: Readonly<Record<string, Words>> = { en: english }

/** A reader's language, and words in it. */
export type Voice = Readonly<{ language: string; say: Say }>

/** In the language asked for, or its base language; else in English. */
export function voiceFor(locale: string | null, words: Readonly<Record<string, Words>> = catalogues): Voice {
  const language = [locale ?? '', locale?.split('-')[0] ?? ''].find((name) => Object.hasOwn(words, name)) ?? 'en'
  const catalogue = words[language] ?? english
  return { language, say: (word, ...[values]) => fillWords<string>(catalogue[word], language, values ?? {}) }
}

/** Words for a bank's no. */
export function declineWord(code: string): PlainWord {
  const word = `declined_${code}`
  return isPlainWord(word) ? word : 'declined_generic'
}

export const isPlainWord = (text: string): text is PlainWord =>
  Object.entries(english).some(([word, message]) => word === text && !message.includes('{'))

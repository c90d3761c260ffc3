import type { CardBrand, CardOnRecord, Decline } from './records.ts'

/** What the bank behind a test card does. Numbers and behaviour are Stripe's (docs.stripe.com/testing). */
export type TestCard = Readonly<{
  /** Names the card without its number. */
  key: string
  number: string
  brand: CardBrand
  /** Asks its holder first. */
  authenticates: boolean
  decline: Decline | null
  refund: 'succeeds' | 'takes_a_while' | 'fails_later'
}>

const pays = { brand: 'visa', authenticates: false, decline: null, refund: 'succeeds' } as const
const declines = (code: string, declineCode: string | null = null) => ({ ...pays, decline: { code, declineCode } })

export const testCards: readonly TestCard[] = [
  { ...pays, key: 'visa', number: '4242424242424242' },
  { ...pays, key: 'visa_debit', number: '4000056655665556' },
  { ...pays, key: 'mastercard', number: '5555555555554444', brand: 'mastercard' },
  { ...pays, key: 'amex', number: '378282246310005', brand: 'amex' },
  { ...pays, key: 'authentication', number: '4000000000003220', authenticates: true },
  { ...pays, key: 'authentication_unless_set_up', number: '4000002500003155', authenticates: true },
  { ...pays, key: 'authentication_always', number: '4000002760003184', authenticates: true },
  { ...declines('card_declined', 'generic_decline'), key: 'authentication_then_declined', number: '4000008400001629', authenticates: true },
  { ...declines('card_declined', 'generic_decline'), key: 'declined', number: '4000000000000002' },
  { ...declines('card_declined', 'generic_decline'), key: 'declined_after_attaching', number: '4000000000000341' },
  { ...declines('card_declined', 'insufficient_funds'), key: 'insufficient_funds', number: '4000000000009995' },
  { ...declines('card_declined', 'lost_card'), key: 'lost', number: '4000000000009987' },
  { ...declines('card_declined', 'stolen_card'), key: 'stolen', number: '4000000000009979' },
  { ...declines('expired_card'), key: 'expired', number: '4000000000000069' },
  { ...declines('incorrect_cvc'), key: 'incorrect_cvc', number: '4000000000000127' },
  { ...declines('processing_error'), key: 'processing_error', number: '4000000000000119' },
  { ...pays, key: 'refund_takes_a_while', number: '4000000000007726', refund: 'takes_a_while' },
  { ...pays, key: 'refund_fails_later', number: '4000000000005126', refund: 'fails_later' },
]

/** The ones worth listing on the page. */
export const listedCards = [
  'visa',
  'mastercard',
  'authentication',
  'declined',
  'insufficient_funds',
  'expired',
  'incorrect_cvc',
  'refund_fails_later',
]

export const authenticationFailed: Decline = { code: 'payment_intent_authentication_failure', declineCode: null }

const byNumber = new Map(testCards.map((card) => [card.number, card]))
const byKey = new Map(testCards.map((card) => [card.key, card]))

export const findTestCard = (number: string) => byNumber.get(number)
export const testCard = (key: string) => byKey.get(key)

/** What may be remembered of a card. */
export const onRecord = ({ brand, number }: TestCard): CardOnRecord => ({ brand, last4: number.slice(-4) })

/** The check digit of ISO/IEC 7812: catches a mistyped number. */
export function hasValidCheckDigit(number: string): boolean {
  const digits = [...number].map(Number).toReversed()
  const sum = digits.reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0)
  return sum % 10 === 0
}

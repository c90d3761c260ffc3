import type { Decline } from './records.ts'

/** For developers who read the API's answers; payers read the page's own words. */
const messages: Readonly<Record<string, string>> = {
  insufficient_funds: 'Declined: not enough money on the card.',
  lost_card: 'Declined: the card is reported lost.',
  stolen_card: 'Declined: the card is reported stolen.',
  expired_card: 'Declined: the card has expired.',
  incorrect_cvc: 'Declined: the security code is wrong.',
  processing_error: 'Declined: something broke while the card was being processed.',
  payment_intent_authentication_failure: 'The holder of the card did not authenticate the payment.',
}

export const declineMessage = ({ code, declineCode }: Decline) => messages[declineCode ?? code] ?? 'Declined by the bank, without a reason.'

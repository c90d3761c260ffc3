/** Banks to try: what they do with a payout, and whether the provider asks more questions because of them. */
export type TestBank = Readonly<{ key: string; number: string; fails?: true; asksLater?: true; checking?: true }>

export const testBanks: readonly TestBank[] = [
  { key: 'pays', number: '000123456789' },
  { key: 'checking', number: '000222222227', checking: true },
  { key: 'asks_later', number: '000333333335', asksLater: true },
  { key: 'fails', number: '000111111113', fails: true },
]

export const testBank = (key: string | null): TestBank | undefined => testBanks.find((bank) => bank.key === key)

export const findTestBank = (typed: string): TestBank | undefined => testBanks.find(({ number }) => number === typed.replaceAll(/\s/g, ''))

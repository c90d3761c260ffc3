import type { PlainKey } from '../i18n/keys.ts'

type View = Readonly<{ href: string; text: PlainKey }>

/** What there is to see of the market's money, as the pages about it lead to each other. */
export const moneyViews: readonly View[] = [
  { href: '/operator/money/cases', text: 'operator.money.open' },
  { href: '/operator/money/cases?state=closed', text: 'operator.money.closed' },
  { href: '/operator/money/trial-balance', text: 'operator.money.balance' },
]

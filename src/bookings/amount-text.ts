import { decimals, type Money } from '../kernel/money.ts'

/** A sum as mails say it: '€351.52'. */
export const amountText = ({ minor, currency }: Money): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, minimumFractionDigits: decimals(currency) }).format(
    minor / 10 ** decimals(currency),
  )

import { decimals, type Currency } from '../../kernel/money.ts'
import { amountMinorMax } from '../../pricing/price-plan.ts'

/**
 * A price as the files write it ('$1,234.00', '€95', '1234.5'): comma between thousands, point before decimals, whatever
 * the sign in front. Inside Airbnb puts a dollar sign before every currency, so the currency is the operator's to say.
 * @returns minor units of `currency`, rounded to whole ones; undefined when it is no amount, one below zero, or more
 * than a price may be.
 */
export function parseAmount(text: string, currency: Currency): number | undefined {
  const [, whole, fraction = ''] = /^[^\d\-.,]{0,5}(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d{1,6}))?\s*$/.exec(text.trim()) ?? []
  if (whole === undefined) return undefined
  const places = decimals(currency)
  const digits = `${whole.replaceAll(',', '')}${fraction.padEnd(places + 1, '0').slice(0, places)}`
  const minor = Number(digits) + (Number(fraction[places] ?? 0) >= 5 ? 1 : 0)
  return minor <= amountMinorMax ? minor : undefined
}

import { decimals, type Currency } from '../../src/kernel/money.ts'
import { feeBpMax } from '../../src/pricing/market-terms.ts'
import { misunderstood } from './command.ts'

/** '4', '4.5' or '4.5%', in hundredths of a percent. */
export function parsePercent(text: string): number {
  const [, whole, fraction = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?\s?%?$/.exec(text) ?? []
  const bp = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  if (whole === undefined || bp > feeBpMax) throw misunderstood(`${text} is no share from 0 to 100 percent, like 4.5`)
  return bp
}

const kinds = {
  'adult-night': { kind: 'per_guest_night', adultsOnly: true },
  'guest-night': { kind: 'per_guest_night', adultsOnly: false },
  night: { kind: 'per_night', adultsOnly: false },
  stay: { kind: 'per_stay', adultsOnly: false },
} as const

/** '1.50/adult-night' */
export function parseTax(text: string, currency: Currency): { minor: number } & (typeof kinds)[keyof typeof kinds] {
  const [, whole, fraction = '', each = ''] = /^(\d{1,7})(?:\.(\d{1,3}))?\/([a-z-]+)$/.exec(text) ?? []
  const kind = Object.entries(kinds).find(([name]) => name === each)?.[1]
  const places = decimals(currency)
  if (whole === undefined || !kind || fraction.length > places) {
    throw misunderstood(
      `${text} is no tax in ${currency}: none, 7%, or an amount for each of ${Object.keys(kinds).join(', ')}, like 1.50/night`,
    )
  }
  return { ...kind, minor: Number(`${whole}${fraction.padEnd(places, '0')}`) }
}

export function amountText({ minor, currency }: { minor: number; currency: Currency }): string {
  const places = decimals(currency)
  return `${currency} ${(minor / 10 ** places).toFixed(places)}`
}

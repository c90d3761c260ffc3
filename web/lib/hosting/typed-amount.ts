import { decimalsOf } from '../format/minor-units.ts'

/**
 * What somebody typed as an amount, '118', '118,50' or '€1,180.00', in minor units; null when it is none. The last mark
 * with at most as many digits after it as the currency has is the decimal one, whichever the reader's language uses.
 */
export function typedMinor(text: string, currency: string): number | null {
  const digits = decimalsOf(currency)
  const plain = text.replaceAll(/[^\d.,'’\s]/g, '').replaceAll(/['’\s]/g, '')
  const [, whole = '', part = ''] = new RegExp(`^(\\d[\\d.,]*?)(?:[.,](\\d{1,${Math.max(digits, 1)}}))?$`).exec(plain) ?? []
  const grouped = whole.replaceAll(/[.,](?=\d{3}(?:[.,]|$))/g, '')
  if (!/^\d{1,12}$/.test(grouped) || (digits === 0 && part !== '')) return null
  return Number(grouped) * 10 ** digits + Number(part.padEnd(digits, '0') || '0')
}

import type { Line } from '../api/types.ts'
import type { Texts, Values } from '../i18n/texts.ts'

type Said = Pick<Texts, 't' | 'tOr' | 'wholeMoney' | 'money' | 'number' | 'list'>

const ratesNamedMax = 5

/** A price line in the reader's words, from its code and values; a code this site does not know keeps the API's label. */
export function lineLabel(line: Line, said: Said): string {
  const { values } = line
  const readable: Record<string, string | number> = { kind: 'other', name: line.label, ...values }
  if (typeof values.bp === 'number') readable.percent = said.number(values.bp / 10_000, { style: 'percent', maximumFractionDigits: 2 })
  if (typeof values.rate === 'number') readable.rate = neat({ minor: values.rate, currency: line.amount.currency }, said)
  if (typeof values.rates === 'string') readable.rates = ratesText(values.rates, line.amount.currency, said)
  return said.tOr(`line.${line.code}`, line.label, readable satisfies Values)
}

/** Each night's rate while they are few, else the one rate, or from the lowest to the highest. */
function ratesText(rates: string, currency: string, said: Said): string {
  const amounts = rates.split(' ').map((minor) => ({ minor: Number(minor), currency }))
  const sorted = amounts.toSorted((a, b) => a.minor - b.minor)
  const [lowest, highest] = [sorted.at(0), sorted.at(-1)]
  if (!lowest || !highest) return ''
  if (lowest.minor === highest.minor) return said.t('line.rate.each', { rate: neat(lowest, said) })
  if (amounts.length <= ratesNamedMax) return amounts.map((amount) => neat(amount, said)).join(said.t('list.comma'))
  return said.t('line.rate.between', { lowest: neat(lowest, said), highest: neat(highest, said) })
}

/** €128, but €12.50: cents only where there are some. */
const neat = (amount: { minor: number; currency: string }, { money, wholeMoney }: Said) =>
  amount.minor % 100 === 0 ? wholeMoney(amount) : money(amount)

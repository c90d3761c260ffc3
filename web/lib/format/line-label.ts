import type { Line } from '../api/types.ts'
import type { Texts } from '../i18n/texts.ts'

type Said = Pick<Texts, 't' | 'tOr' | 'wholeMoney' | 'money' | 'number' | 'list'>

const ratesNamedMax = 5

/** A price line in the reader's words, from its code and values; a code this site does not know keeps the API's label. */
export function lineLabel(line: Line, said: Said): string {
  const { code, label, values } = line
  const { currency } = line.amount
  const count = (name: string) => Number(values[name] ?? 0)
  return said.tOr(`line.${code}`, label, {
    kind: String(values.kind ?? 'other'),
    name: values.name ?? label,
    nights: count('nights'),
    guests: count('guests'),
    pets: count('pets'),
    percent: said.number(count('bp') / 10_000, { style: 'percent', maximumFractionDigits: 2 }),
    rate: neat({ minor: count('rate'), currency }, said),
    rates: ratesText(String(values.rates ?? ''), currency, said),
  })
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

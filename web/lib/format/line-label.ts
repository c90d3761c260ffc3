import type { Line } from '../api/types.ts'
import type { Texts, Values } from '../i18n/texts.ts'

/** A price line in the reader's words, from its code and values; a code this site does not know keeps the API's label. */
export function lineLabel(line: Line, { tOr, wholeMoney, money }: Pick<Texts, 'tOr' | 'wholeMoney' | 'money'>): string {
  const { currency } = line.amount
  const values = Object.entries(line.values).map(([name, value]): [string, string | number] => {
    if (typeof value === 'string' || !/minor$/i.test(name)) return [name, value]
    const amount = { minor: value, currency }
    return [name, value % 100 === 0 ? wholeMoney(amount) : money(amount)]
  })
  const said: Values = Object.fromEntries(values)
  return tOr(`line.${line.code}`, line.label, said)
}

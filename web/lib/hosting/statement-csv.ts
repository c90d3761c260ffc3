import type { components } from '../api/schema.d.ts'
import type { Money } from '../api/types.ts'
import { decimalsOf } from '../format/minor-units.ts'

type Statement = components['schemas']['HostStatement']
type Line = Statement['currencies'][number]['lines'][number]

const columns = ['at', 'kind', 'booking', 'home', 'guest', 'arrive', 'leave', 'currency', 'owed', 'account', 'carried', 'fee'] as const
type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>

/**
 * A month for a bookkeeper's program: RFC 4180, in UTF-8 with its mark, amounts with a point whatever the reader's language. In
 * each currency `owed`, `account` and `carried` of the opening and of all lines add up to the closing.
 */
export function statementCsv({ currencies }: Statement): string {
  const rows = currencies.flatMap(({ currency, owed, account, carried, lines }): Row[] => {
    const balance = (kind: 'opening' | 'closing'): Row => ({
      kind,
      currency,
      owed: decimal(owed[kind]),
      account: decimal(account[kind]),
      carried: decimal(carried[kind]),
    })
    return [balance('opening'), ...lines.map((line) => ({ ...rowOf(line), currency })), balance('closing')]
  })
  const text = [columns.join(','), ...rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','))]
  return `\uFEFF${text.map((line) => `${line}\r\n`).join('')}`
}

const rowOf = ({ at, kind, stay, owed, account, carried, fee }: Line): Row => ({
  at,
  kind,
  booking: stay?.bookingId ?? '',
  home: noFormula(stay?.title ?? ''),
  guest: noFormula(stay?.guest ?? ''),
  arrive: stay?.checkIn ?? '',
  leave: stay?.checkOut ?? '',
  owed: decimal(owed),
  account: decimal(account),
  carried: decimal(carried),
  fee: decimal(fee),
})

/** 1234 minor units of a currency with two decimals are 12.34, without a float on the way. */
function decimal({ minor, currency }: Money): string {
  const places = decimalsOf(currency)
  const digits = String(Math.abs(minor)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  return `${minor < 0 ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`
}

/** What people have typed must not be worked out by a spreadsheet. */
const noFormula = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

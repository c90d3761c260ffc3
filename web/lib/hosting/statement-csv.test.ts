import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementCsv } from './statement-csv.ts'

type Statement = Parameters<typeof statementCsv>[0]
type Line = Statement['currencies'][number]['lines'][number]

const of = (currency: string) => (minor: number) => ({ minor, currency })
const stay = { bookingId: 'b1', title: 'The "Net", Loft', guest: '=HYPERLINK(1)', checkIn: '2030-07-01', checkOut: '2030-07-04' }

function statement(currency: string, lines: readonly Partial<Line>[]): Statement {
  const money = of(currency)
  const none = { opening: money(0), closing: money(0) }
  return {
    month: '2030-07',
    payouts: [],
    currencies: [
      {
        currency,
        owed: { opening: money(5), closing: money(-30) },
        account: none,
        carried: none,
        lines: lines.map((line) => ({
          at: '2030-07-01T12:00:00.000Z',
          kind: 'earned',
          stay: null,
          owed: money(0),
          account: money(0),
          carried: money(0),
          fee: money(0),
          ...line,
        })),
      },
    ],
  }
}

test('a month is a table that adds up, with quotes where they are needed and nothing a spreadsheet would work out', () => {
  const eur = of('EUR')
  const text = statementCsv(
    statement('EUR', [
      { stay, owed: eur(32_786), fee: eur(1_014) },
      { kind: 'carried', owed: eur(-7), carried: eur(7) },
    ]),
  )
  assert.deepEqual(text.split('\r\n'), [
    '\uFEFFat,kind,booking,home,guest,arrive,leave,currency,owed,account,carried,fee',
    ',opening,,,,,,EUR,0.05,0.00,0.00,',
    `2030-07-01T12:00:00.000Z,earned,b1,"The ""Net"", Loft",'=HYPERLINK(1),2030-07-01,2030-07-04,EUR,327.86,0.00,0.00,10.14`,
    '2030-07-01T12:00:00.000Z,carried,,,,,,EUR,-0.07,0.00,0.07,0.00',
    ',closing,,,,,,EUR,-0.30,0.00,0.00,',
    '',
  ])
})

test('amounts have the decimals of their currency', () => {
  for (const [currency, written] of [
    ['JPY', '-1234'],
    ['EUR', '-12.34'],
    ['KWD', '-1.234'],
  ] as const) {
    const [, , line] = statementCsv(statement(currency, [{ owed: of(currency)(-1_234) }])).split('\r\n')
    assert.equal(line?.split(',')[8], written)
  }
})

import { parseAmount } from '../editor/read-step.ts'
import type { paths } from '../api/schema.d.ts'

type Refund = NonNullable<
  paths['/api/v1/operator/bookings/{id}/cancellation']['post']['requestBody']
>['content']['application/json']['refund']
type Body = NonNullable<Refund>
type Lines = Extract<Body, { kind: 'lines' }>['lines']
type Code = Lines[number]['code']

export const refundLines = ['nights', 'cleaning', 'extra_guests', 'pets', 'guest_fee', 'tax'] as const satisfies readonly Code[]

/** What the operator's form says is to go back; undefined when an amount in it is none. */
export function readRefund(text: (name: string) => string, currency: string): Body | undefined {
  const kind = text('kind')
  if (kind === 'policy') return { kind: 'policy' }
  if (kind === 'all') return { kind: 'all' }
  if (kind === 'amount') {
    const minor = parseAmount(text('amount'), currency)
    return minor === null ? undefined : { kind: 'amount', amount: { minor, currency } }
  }
  const said = refundLines.filter((code) => text(`line.${code}`).trim() !== '')
  const lines = said.map((code) => ({ code, minor: parseAmount(text(`line.${code}`), currency) }))
  if (lines.length === 0 || lines.some(({ minor }) => minor === null)) return undefined
  return { kind: 'lines', lines: lines.map(({ code, minor }) => ({ code, amount: { minor: minor ?? 0, currency } })) }
}

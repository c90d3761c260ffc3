import type { paths } from '../api/schema.d.ts'

type NewPolicy = NonNullable<paths['/api/v1/operator/policies']['post']['requestBody']>['content']['application/json']
export type Terms = Pick<NewPolicy, 'tiers' | 'late'>
type Keeps = Terms['late']

/** As many steps as the API takes. */
export const tierRows = [1, 2, 3, 4, 5, 6] as const

/** What is in the form at first: a policy that many have. */
export const policyAtFirst: Readonly<Record<string, string>> = { 'days.1': '5', 'percent.1': '100', 'percent.late': '50' }

const limits = { days: 365, hours: 23, nights: 365, percent: 100 } as const
type Part = keyof typeof limits

/** What the form says, whose steps name what comes back and whose API what is kept; undefined when a number in it is none. */
export function readPolicy(text: (name: string) => string): Terms | undefined {
  const numbers: number[] = []
  const numberIn = (part: Part, row: string, otherwise: number) => {
    const typed = text(`${part}.${row}`).trim()
    const number = typed === '' ? otherwise : /^\d{1,3}$/.test(typed) ? Number(typed) : Number.NaN
    numbers.push(number <= limits[part] ? number : Number.NaN)
    return number
  }
  const keepsIn = (row: string): Keeps => ({
    nightsBeyondSlept: numberIn('nights', row, 0),
    restPercent: 100 - numberIn('percent', row, 0),
  })
  const rows = tierRows.map(String).filter((row) => text(`days.${row}`).trim() + text(`hours.${row}`).trim() !== '')
  const tiers = rows.map((row) => ({ daysBefore: numberIn('days', row, 0), hoursBefore: numberIn('hours', row, 0), keeps: keepsIn(row) }))
  const late = keepsIn('late')
  return numbers.some(Number.isNaN) ? undefined : { tiers, late }
}

/** What the form of such a policy says: `readPolicy` reads the same of it. */
export function typedPolicy({ name, tiers, late }: Terms & { name: string }): Record<string, string> {
  const typed: Record<string, string> = { name }
  const type = (row: number | 'late', { nightsBeyondSlept, restPercent }: Keeps) => {
    typed[`nights.${row}`] = String(nightsBeyondSlept)
    typed[`percent.${row}`] = String(100 - restPercent)
  }
  for (const [index, { daysBefore, hoursBefore = 0, keeps }] of tiers.entries()) {
    typed[`days.${index + 1}`] = String(daysBefore)
    typed[`hours.${index + 1}`] = String(hoursBefore)
    type(index + 1, keeps)
  }
  type('late', late)
  return typed
}

import type { components } from '../api/schema.d.ts'
import type { Texts } from '../i18n/texts.ts'

type Policy = Pick<components['schemas']['Policy'], 'tiers' | 'late'>
type Keeps = Policy['late']

/** "Full refund until 5 days before arrival. 50% of the nights back after that." */
export function policyWords({ tiers, late }: Policy, said: Pick<Texts, 't' | 'number'>): string {
  const { t } = said
  const sentences = tiers.map(({ daysBefore: days, hoursBefore: hours, keeps }) => {
    const back = backWords(keeps, said)
    if (days === 0 && hours === 0) return t('policy.untilArrival', { back })
    return t('policy.until', { back, days, hours, both: days > 0 && hours > 0 ? 'yes' : 'no' })
  })
  return [...sentences, t(tiers.length === 0 ? 'policy.always' : 'policy.after', { back: backWords(late, said) })].join(' ')
}

function backWords({ nightsBeyondSlept: nights, restPercent }: Keeps, { t, number }: Pick<Texts, 't' | 'number'>): string {
  const percent = number((100 - restPercent) / 100, { style: 'percent' })
  return t('policy.back', { kind: kindOf(nights, restPercent), nights, percent })
}

function kindOf(nights: number, restPercent: number): 'all' | 'none' | 'share' | 'nights' | 'both' {
  if (restPercent === 100) return 'none'
  if (nights === 0) return restPercent === 0 ? 'all' : 'share'
  return restPercent === 0 ? 'nights' : 'both'
}

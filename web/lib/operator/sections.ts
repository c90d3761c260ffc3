import type { PlainKey } from '../i18n/keys.ts'

/** A part of the operator's desk: where it is, what it is called there, and what it is for. */
type Section = Readonly<{ href: string; text: PlainKey; about: PlainKey; under?: string }>

/** In the order of the desk's navigation. The desk itself comes first. */
export const operatorSections: readonly Section[] = [
  { href: '/operator', text: 'operator.nav.start', about: 'operator.lede' },
  { href: '/operator/money/cases', text: 'operator.nav.money', about: 'operator.money.about', under: '/operator/money' },
  { href: '/operator/bookings', text: 'operator.bookings', about: 'operator.bookings.about' },
  { href: '/operator/policies', text: 'operator.policies', about: 'operator.policies.about' },
]

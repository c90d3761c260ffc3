import type { HomeCalendar, NightRun } from '../api/types.ts'
import type { Texts } from '../i18n/texts.ts'
import { isPicked, type Picked } from './picked.ts'

/** What a host calls it: a hold of a guest who has asked waits for the host, not for money. */
const kindOf = ({ kind, booking }: NightRun) => (booking?.answerBy ? 'asked' : kind)

/** What is said of nights that somebody has. */
export function runValues(run: NightRun, said: Texts) {
  const guest = run.booking ?? run.own
  const { answerBy = null, zone = '' } = run.booking ?? {}
  return {
    kind: kindOf(run),
    guest: guest?.guest ?? '',
    guests: guest?.guests ?? 0,
    source: run.source ?? '',
    from: said.day(guest?.checkIn ?? run.from),
    until: said.day(guest?.checkOut ?? run.until),
    by: answerBy ? said.moment(answerBy, zone) : '',
  }
}

/** Who has a night, unit by unit. */
const kindsOn = ({ units }: HomeCalendar, day: string) =>
  units.map(({ runs }) => {
    const run = runs.find(({ from, until }) => from <= day && day < until)
    return run ? kindOf(run) : ('free' as const)
  })

/** In all of a home's units. */
export function isBlocked(home: HomeCalendar, day: string): boolean {
  const kinds = kindsOn(home, day)
  return kinds.length > 0 && kinds.every((kind) => kind === 'block')
}

export function stateOf(home: HomeCalendar, day: string) {
  const kinds = kindsOn(home, day)
  if (day < home.today) return 'past'
  return kinds.includes('free') ? 'free' : (kinds[0] ?? 'free')
}

/** A night as it is read aloud. */
export function nightText(home: HomeCalendar, day: string, picked: Picked | null, said: Texts): string {
  const facts = home.days.find(({ date }) => date === day)
  const least = facts && facts.nightsMin !== home.nightsMin ? facts.nightsMin : 0
  const price = facts?.nightly ? said.money(facts.nightly) : said.t('hostcal.noPrice')
  const values = { day: said.fullDay(day), price, state: stateOf(home, day), least, picked: isPicked(picked, day) ? 'yes' : 'no' }
  return said.t('hostcal.night', values)
}

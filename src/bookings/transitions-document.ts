import { eventNames, stateNames, transitions, type EventName, type Outcome, type TransitionRefusal } from './transitions.ts'
import type { StateName } from './booking.ts'

const intro = `# The life of a booking

Made of \`src/bookings/transitions.ts\` by \`node bin/generate.ts\`. A test holds the rules in \`src/bookings/booking.ts\`,
\`src/bookings/request.ts\` and \`src/bookings/no-show.ts\` to it, in every state and for every event. Where a cell names more than
one outcome, the hour decides, or what else is true of the booking; the rules say which.

What is paid or owed is the [ledger](glossary.md)'s to say, not the state's.
`

const states: Readonly<Record<StateName, string>> = {
  pending_payment: 'The nights are held for 15 minutes, for a guest who has not paid yet.',
  requested: 'The guest has asked, the money is set aside at their bank, and the host may say yes for a day at most.',
  accepting: 'The host has said yes; the money is being taken.',
  confirmed: 'Paid: the guest is to come.',
  in_stay: 'From the arrival’s moment to the departure’s, by the clocks of the place.',
  completed: 'The stay took place and is over.',
  no_show:
    'The guest never came, as their host has said: they get what calling it off at that moment would have brought, the nights go free, and nobody reviews.',
  declined: 'The host has said no: nothing was paid.',
  expired: 'It came to nothing: nobody paid, the host gave no answer in time, or the money could not be had.',
  cancelled: 'Called off, or taken back before the host had answered.',
}

const events: Readonly<Record<EventName, string>> = {
  paid: 'the money has come in',
  authorised: 'the guest’s bank has set the money aside',
  unpaid: 'the provider has closed its page, and nobody can pay any more',
  voided: 'the provider says that money set aside cannot be taken any more',
  hold_over: 'the 15 minutes are over',
  accepted: 'the host says yes',
  declined: 'the host says no',
  answer_overdue: 'the host’s time for an answer is over',
  cancelled_by_guest: 'the guest calls it off, takes it back, or gives up the hold',
  cancelled_by_host: 'the host calls it off',
  cancelled_by_operator: 'the market’s people call it off, or end the request',
  arrived: 'the arrival’s moment has come',
  left: 'the departure’s moment has come',
  did_not_come: 'the host says that nobody came: from eight in the evening of the day of arrival until the departure',
}

const refusals: Readonly<Record<TransitionRefusal, string>> = {
  booking_not_requested: 'there is no request to answer',
  request_overdue: 'the time for an answer is over',
  booking_not_cancellable: 'it cannot be called off in this state, or any more',
  booking_not_in_stay: 'only while a stay goes on can its guest be said not to have come',
  too_early_for_no_show: 'they may still come',
}

const stays = {
  ignored: 'nothing changes',
  money_back: 'nothing changes; the money goes back, and nights that waited for its end go free',
  nights_free: 'its nights go free',
} as const

function outcomeText(outcome: Outcome, from: StateName): string {
  if ('refused' in outcome) return `refused: \`${outcome.refused}\``
  if ('stays' in outcome) return stays[outcome.stays]
  return outcome.to === from ? `stays **${from}**` : `→ **${outcome.to}**`
}

/** docs/bookings.md. */
export function transitionsDocument(): string {
  const sections = stateNames.map((state) => {
    const rows = eventNames.map((event) => {
      const outcomes = transitions[state][event].map((outcome) => outcomeText(outcome, state))
      return `| \`${event}\` | ${outcomes.join(', or ')} |`
    })
    return [`## ${state}`, '', states[state], '', '| event | comes to |', '|---|---|', ...rows, ''].join('\n')
  })
  return [intro, diagram(), list('Events', events), list('Refusals', refusals), ...sections].join('\n')
}

const list = (title: string, words: Readonly<Record<string, string>>) =>
  [`## ${title}`, '', ...Object.entries(words).map(([name, text]) => `- \`${name}\`: ${text}`), ''].join('\n')

/** Every way from one state to another. */
function diagram(): string {
  const edges = stateNames.flatMap((from) => {
    const ways = eventNames.flatMap((event) => {
      const ends = transitions[from][event].flatMap((outcome) => ('to' in outcome && outcome.to !== from ? [outcome.to] : []))
      return ends.map((end) => ({ end, event }))
    })
    return [...Map.groupBy(ways, ({ end }) => end)].map(
      ([end, each]) => `  ${from} --> ${end}: ${each.map(({ event }) => event).join(', ')}`,
    )
  })
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> pending_payment', ...edges, '```', ''].join('\n')
}

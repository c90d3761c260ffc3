import type { MailWords } from '../platform/compose-mail.ts'

const nothingTaken = 'Nothing was taken: what your bank had set aside is let go of, which some banks show only after a few days.'

/** The words of the mails about stays whose host answers first. */
export const requestWords = {
  requested: {
    guest: {
      subject: 'Asked: {title}, {stay}',
      lines: [
        'Hello {name},',
        'we have asked the host of {title} in {town} about {stay}. They have until {answerBy} for an answer.',
        'Your bank has set {total} aside. You pay it only if the host says yes.',
      ],
      action: 'See your request',
    },
    host: {
      subject: '{guest} asks for {title}, {stay}',
      lines: [
        'Hello {name},',
        '{guest} would like to stay at {title}, {stay}. You get {payout}.',
        'Say yes or no by {answerBy}: after that the request is over.',
      ],
      action: 'Answer the request',
    },
  },
  accepted: {
    guest: {
      subject: 'Your host said yes: {title}, {stay}',
      lines: [
        'Hello {name},',
        'the host said yes, and your stay is booked and paid: {title} in {town}, {stay}, {total}.',
        'Come from {from}; leave by {by}.',
      ],
      action: 'See your trip and how to get in',
    },
    host: {
      subject: 'Booked: {title}, {stay}',
      lines: ['Hello {name},', 'you said yes, and {guest} has paid: {title}, {stay}. You get {payout}.'],
      action: 'See the reservation',
    },
  },
  declined: {
    guest: {
      subject: 'Your host said no: {title}, {stay}',
      lines: ['Hello {name},', 'the host cannot have you at {title}, {stay}.', nothingTaken],
      action: 'Look for another place',
    },
  },
  withdrawn: {
    host: {
      subject: 'Taken back: {title}, {stay}',
      lines: ['Hello {name},', '{guest} has taken back the request for {title}, {stay}. There is nothing to answer any more.'],
      action: 'See your reservations',
    },
  },
  /** By those who run the market, before the host had answered: both hear why. */
  request_ended: {
    guest: {
      subject: 'Your request is over: {title}, {stay}',
      lines: ['Hello {name},', 'we have ended your request for {title}, {stay}.', 'Why: {reason}', nothingTaken],
      action: 'See the trip',
    },
    host: {
      subject: 'Nothing to answer any more: {title}, {stay}',
      lines: ['Hello {name},', 'we have ended the request of {guest} for {title}, {stay}.', 'Why: {reason}'],
      action: 'See your reservations',
    },
  },
  unanswered: {
    guest: {
      subject: 'No answer: {title}, {stay}',
      lines: ['Hello {name},', 'the host of {title} has not answered in time about {stay}, so your request is over.', nothingTaken],
      action: 'Look for another place',
    },
    host: {
      subject: 'Time is up: {title}, {stay}',
      lines: [
        'Hello {name},',
        'the request of {guest} for {title}, {stay}, got no answer in time, and is over. The nights are free again.',
      ],
      action: 'See your reservations',
    },
  },
  /** The host may have said yes by then. */
  not_captured: {
    guest: {
      subject: 'Not booked: {title}, {stay}',
      lines: [
        'Hello {name},',
        'your bank would not give what it had set aside for {title}, {stay}, so the stay is not booked.',
        nothingTaken,
      ],
      action: 'Look for another place',
    },
    host: {
      subject: 'Not booked: {title}, {stay}',
      lines: [
        'Hello {name},',
        'the bank of {guest} would not pay for {title}, {stay}, so the stay is not booked. The nights are free again.',
      ],
      action: 'See your reservations',
    },
  },
  asked_too_late: {
    guest: {
      subject: 'Not asked: {title}, {stay}',
      lines: [
        'Hello {name},',
        'your card came through after the hold for {title}, {stay}, had ended, so the host was not asked.',
        nothingTaken,
      ],
      action: 'Look for other dates',
    },
  },
} as const satisfies Record<string, Partial<Record<'guest' | 'host', MailWords>>>

/** Those whose guest is better off with the listing, or another, than with the trip. */
export const comeToNothing: ReadonlySet<string> = new Set(['declined', 'unanswered', 'not_captured', 'asked_too_late'])

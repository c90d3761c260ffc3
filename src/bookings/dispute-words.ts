/** What guest, host and operators are told of a dispute, in plain words. */
export const disputeWords = {
  dispute_opened: {
    guest: {
      subject: 'Your bank is taking back a payment: {title}, {stay}',
      lines: [
        'Hello {name},',
        'your bank tells us that you do not agree with the payment of {amount} for {title}, {stay}. It has taken the money back while it looks into it.',
        'If that was a mistake, tell your bank. If something is wrong with your stay, answer this mail: we can often help faster.',
      ],
      action: 'See the trip',
    },
    host: {
      subject: 'A payment is disputed: {title}, {stay}',
      lines: [
        'Hello {name},',
        'the bank of {guest} has taken back {amount} for {title}, {stay}, until it has decided whose money it is. That often takes weeks.',
        'Until then nothing of this booking is paid out to you. The booking itself stays as it is.',
      ],
      action: 'See the reservation',
    },
    operators: {
      subject: 'A bank disputes a payment: {amount}, {title}, {stay}',
      lines: [
        'Hello {name},',
        'a bank has taken back {amount} for booking {bookingId} ({title}, {stay}), and a fee. Answer it at your payment provider with what you know of the stay.',
        'Nothing of this booking is paid out to the host until the bank has decided.',
      ],
    },
  },
  dispute_won: {
    guest: {
      subject: 'Your bank has decided: {title}, {stay}',
      lines: ['Hello {name},', 'your bank has decided that the payment of {amount} for {title}, {stay}, stands.'],
      action: 'See the trip',
    },
    host: {
      subject: 'The payment stands: {title}, {stay}',
      lines: ['Hello {name},', 'the bank has given back {amount} for {title}, {stay}. What you earn from this booking is yours again.'],
      action: 'See the reservation',
    },
    operators: {
      subject: 'Dispute won: {amount}, {title}, {stay}',
      lines: ['Hello {name},', 'the bank has given back {amount} for booking {bookingId} ({title}, {stay}). Its fee stays with it.'],
    },
  },
  dispute_lost: {
    guest: {
      subject: 'Your bank has decided: {title}, {stay}',
      lines: ['Hello {name},', 'your bank has decided that the payment of {amount} for {title}, {stay}, goes back to you. It pays you.'],
      action: 'See the trip',
    },
    host: {
      subject: 'The payment was taken back for good: {title}, {stay}',
      lines: [
        'Hello {name},',
        'the bank has decided that {amount} for {title}, {stay}, goes back to {guest}. Everybody who had a part of it gives that part back, you too: it is taken off what you earn.',
      ],
      action: 'See the reservation',
    },
    operators: {
      subject: 'Dispute lost: {amount}, {title}, {stay}',
      lines: [
        'Hello {name},',
        'the bank keeps {amount} for booking {bookingId} ({title}, {stay}). Host, fees and tax have each given back their part. Look at the case, and close it with a note.',
      ],
    },
  },
} as const

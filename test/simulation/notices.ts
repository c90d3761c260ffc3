import type { Row } from './booking-row.ts'
import type { Known } from './known.ts'
import { operatorAddress } from './town.ts'

/** How the subject of each kind of mail begins that somebody must get. */
const kinds =
  /^(How was your guest|How was|Booked|New reservation|Your host says that you did not come|Nobody came|Cancelled|Called off|Not booked|A refund came back|Asked|Guest \d+ asks for|Your host said (yes|no)|Taken back|Your request is over|Nothing to answer|No answer|Time is up|A change is proposed|Your change is accepted|The change is declined|Changed|Not changed|.* goes back to your guest|.* goes back to you|Your bank is taking back|A payment is disputed|A bank disputes|Your bank has decided|The payment stands|The payment was taken back|Dispute (won|lost))/

export const kindOfMail = (subject: string) =>
  (kinds.exec(subject)?.[0] ?? subject).replace(/^Guest \d+ /, '').replace(/^.* goes back/, 'goes back')

/** Who must hear of something: by the begin of the subject. */
export type Notice = Readonly<{
  guest?: string
  host?: string
  operator?: string
  /** What the guest is led to is the home. */ toHome?: true
}>

export const noticesOf = {
  confirmed: { guest: 'Booked', host: 'New reservation' },
  accepted: { guest: 'Your host said yes', host: 'Booked' },
  requested: { guest: 'Asked', host: 'asks for' },
  declined: { guest: 'Your host said no', toHome: true },
  withdrawn: { host: 'Taken back' },
  request_ended: { guest: 'Your request is over', host: 'Nothing to answer' },
  unanswered: { guest: 'No answer', host: 'Time is up', toHome: true },
  not_captured: { guest: 'Not booked', host: 'Not booked', toHome: true },
  too_late: { guest: 'Not booked', toHome: true },
  completed: { guest: 'How was', host: 'How was your guest' },
  cancelled: { guest: 'Cancelled', host: 'Called off' },
  no_show: { guest: 'Your host says that you did not come', host: 'Nobody came' },
  refund_failed: { operator: 'A refund came back' },
  goodwill: { guest: 'goes back to you', host: 'goes back to your guest' },
  altered: { guest: 'Changed', host: 'Changed' },
  unpaid: { guest: 'Not changed', host: 'Not changed' },
  altered_too_late: { guest: 'Not changed' },
  dispute_open: { guest: 'Your bank is taking back', host: 'A payment is disputed', operator: 'A bank disputes' },
  dispute_won: { guest: 'Your bank has decided', host: 'The payment stands', operator: 'Dispute won' },
  dispute_lost: { guest: 'Your bank has decided', host: 'The payment was taken back', operator: 'Dispute lost' },
} as const satisfies Record<string, Notice>

/** From now on these mails are due. */
export function owe(
  known: Known,
  addresses: ReadonlyMap<string, string>,
  { id, listing_id, guest_id, host_id }: Row,
  notice: Notice,
): void {
  const to = [
    [notice.guest, addresses.get(guest_id), notice.toHome ? listing_id : id],
    [notice.host, addresses.get(host_id), id],
    [notice.operator, operatorAddress, id],
  ]
  for (const [kind, address, about] of to) if (kind) known.owed.push({ mail: `${kind} ${address} ${about}`, bookingId: id })
}

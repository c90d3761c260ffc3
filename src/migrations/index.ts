import type { Migration } from 'kysely/migration'
import * as m0001 from './0001-user.ts'
import * as m0002 from './0002-session.ts'
import * as m0003 from './0003-session-user-index.ts'
import * as m0004 from './0004-account.ts'
import * as m0005 from './0005-account-user-index.ts'
import * as m0006 from './0006-verification.ts'
import * as m0007 from './0007-verification-identifier-index.ts'
import * as m0010 from './0010-host.ts'
import * as m0011 from './0011-host-user-index.ts'
import * as m0012 from './0012-host-source-index.ts'
import * as m0013 from './0013-host-claim.ts'
import * as m0014 from './0014-user-role.ts'
import * as m0015 from './0015-listing.ts'
import * as m0016 from './0016-listing-host-index.ts'
import * as m0017 from './0017-listing-source-index.ts'
import * as m0018 from './0018-listing-state-index.ts'
import * as m0019 from './0019-unit.ts'
import * as m0020 from './0020-unit-listing-index.ts'
import * as m0021 from './0021-listing-amenity.ts'
import * as m0022 from './0022-photo.ts'
import * as m0023 from './0023-photo-listing-index.ts'
import * as m0024 from './0024-unit-calendar.ts'
import * as m0025 from './0025-night-claim.ts'
import * as m0026 from './0026-imported-range.ts'
import * as m0027 from './0027-price-plan.ts'
import * as m0028 from './0028-price-override.ts'
import * as m0029 from './0029-market-terms.ts'
import * as m0030 from './0030-ledger-entry.ts'
import * as m0031 from './0031-ledger-entry-booking-index.ts'
import * as m0032 from './0032-ledger-posting.ts'
import * as m0033 from './0033-ledger-posting-debit-index.ts'
import * as m0034 from './0034-ledger-posting-credit-index.ts'
import * as m0035 from './0035-payment.ts'
import * as m0036 from './0036-payment-booking-index.ts'
import * as m0037 from './0037-payment-session-index.ts'
import * as m0038 from './0038-payment-intent-index.ts'
import * as m0039 from './0039-payment-state-index.ts'
import * as m0040 from './0040-refund.ts'
import * as m0041 from './0041-refund-payment-index.ts'
import * as m0042 from './0042-refund-provider-index.ts'
import * as m0043 from './0043-provider-event.ts'
import * as m0044 from './0044-sandbox-object.ts'
import * as m0045 from './0045-sandbox-object-kind-index.ts'
import * as m0046 from './0046-sandbox-key.ts'
import * as m0047 from './0047-booking.ts'
import * as m0048 from './0048-booking-guest-index.ts'
import * as m0049 from './0049-booking-host-index.ts'
import * as m0050 from './0050-booking-listing-index.ts'
import * as m0051 from './0051-booking-hold-index.ts'
import * as m0052 from './0052-review.ts'
import * as m0053 from './0053-review-listing-index.ts'
import * as m0054 from './0054-review-source-index.ts'
import * as m0055 from './0055-listing-rating.ts'
import * as m0056 from './0056-import-run.ts'
import * as m0057 from './0057-import-run-input-index.ts'
import * as m0058 from './0058-outbox.ts'
import * as m0059 from './0059-outbox-seq-index.ts'
import * as m0060 from './0060-outbox-head.ts'
import * as m0061 from './0061-job.ts'
import * as m0062 from './0062-job-due-index.ts'
import * as m0063 from './0063-idempotency-key.ts'
import * as m0064 from './0064-idempotency-key-age-index.ts'
import * as m0065 from './0065-mail.ts'
import * as m0066 from './0066-mail-time-index.ts'
import * as m0070 from './0070-booking-guest.ts'
import * as m0071 from './0071-refund-state-index.ts'
import * as m0072 from './0072-user-role-index.ts'
import * as m0073 from './0073-provider-event-time-index.ts'
import * as m0080 from './0080-listing-unsaid.ts'
import * as m0081 from './0081-room.ts'
import * as m0090 from './0090-picture.ts'
import * as m0091 from './0091-photo-caption.ts'
import * as m0092 from './0092-photo-room.ts'
import * as m0093 from './0093-photo-formats.ts'
import * as m0094 from './0094-photo-content-hash.ts'
import * as m0095 from './0095-photo-content-index.ts'
import * as m0096 from './0096-photo-file-index.ts'
import * as m0100 from './0100-stay-rule.ts'
import * as m0110 from './0110-stays-to-watch.ts'
import * as m0111 from './0111-review-pair.ts'
import * as m0112 from './0112-stay-review.ts'
import * as m0113 from './0113-stay-review-booking-index.ts'
import * as m0114 from './0114-stay-review-guest-index.ts'
import * as m0115 from './0115-profile.ts'
import * as m0116 from './0116-host-claim-used-index.ts'
import * as m0117 from './0117-mail-recipient-index.ts'
import * as m0120 from './0120-saved-list.ts'
import * as m0121 from './0121-saved-list-user-index.ts'
import * as m0122 from './0122-saved-list-token-index.ts'
import * as m0123 from './0123-saved-listing.ts'
import * as m0130 from './0130-portrait.ts'
import * as m0140 from './0140-booking-host-state-index.ts'
import * as m0141 from './0141-booking-guest-state-index.ts'
import * as m0150 from './0150-payment-notice.ts'
import * as m0160 from './0160-review-categories.ts'
import * as m0170 from './0170-payment-capture.ts'
import * as m0171 from './0171-payment-capture-before.ts'
import * as m0180 from './0180-own-booking.ts'
import * as m0181 from './0181-own-booking-host-index.ts'
import * as m0182 from './0182-alteration.ts'
import * as m0183 from './0183-alteration-open-index.ts'
import * as m0184 from './0184-alteration-booking-index.ts'
import * as m0185 from './0185-alteration-payment-index.ts'
import * as m0190 from './0190-cancellation-policies.ts'
import * as m0191 from './0191-cancellation-policy-name-index.ts'
import * as m0192 from './0192-booking-refund.ts'
import * as m0193 from './0193-booking-refund-booking-index.ts'
import * as m0200 from './0200-payout-account.ts'
import * as m0201 from './0201-payout-account-index.ts'
import * as m0202 from './0202-transfer-plan.ts'
import * as m0203 from './0203-transfer-plan-host-index.ts'
import * as m0204 from './0204-host-transfer.ts'
import * as m0205 from './0205-host-transfer-index.ts'
import * as m0206 from './0206-transfer-reversal.ts'
import * as m0207 from './0207-transfer-reversal-index.ts'
import * as m0208 from './0208-bank-payout.ts'
import * as m0209 from './0209-bank-payout-host-index.ts'
import * as m0210 from './0210-transfer-freeze.ts'
import * as m0211 from './0211-connect-event.ts'
import * as m0212 from './0212-connect-event-index.ts'
import * as m0213 from './0213-bookings-to-pay-out.ts'
import * as m0215 from './0215-money-item.ts'
import * as m0216 from './0216-money-item-transaction-index.ts'
import * as m0217 from './0217-money-item-state-index.ts'
import * as m0218 from './0218-reconciliation.ts'
import * as m0219 from './0219-money-case.ts'
import * as m0220 from './0220-money-case-state-index.ts'
import * as m0221 from './0221-dispute.ts'
import * as m0222 from './0222-dispute-booking-index.ts'
import * as m0223 from './0223-dispute-state-index.ts'
import * as m0224 from './0224-ledger-entry-time-index.ts'
import * as m0225 from './0225-sandbox-control.ts'
import * as m0230 from './0230-ledger-posting-debit-sum-index.ts'
import * as m0231 from './0231-ledger-posting-debit-index-end.ts'
import * as m0232 from './0232-ledger-posting-credit-sum-index.ts'
import * as m0233 from './0233-ledger-posting-credit-index-end.ts'
import * as m0240 from './0240-dispute-borne.ts'
import * as m0241 from './0241-disputes-borne.ts'
import * as m0242 from './0242-no-transfer-freeze.ts'
import * as m0243 from './0243-booking-state-index.ts'

/** Forward only, in order of name, one DDL statement each: DDL is not transactional on the MySQL family. */
export const migrations: Record<string, Migration> = {
  '0001-user': m0001,
  '0002-session': m0002,
  '0003-session-user-index': m0003,
  '0004-account': m0004,
  '0005-account-user-index': m0005,
  '0006-verification': m0006,
  '0007-verification-identifier-index': m0007,
  '0010-host': m0010,
  '0011-host-user-index': m0011,
  '0012-host-source-index': m0012,
  '0013-host-claim': m0013,
  '0014-user-role': m0014,
  '0015-listing': m0015,
  '0016-listing-host-index': m0016,
  '0017-listing-source-index': m0017,
  '0018-listing-state-index': m0018,
  '0019-unit': m0019,
  '0020-unit-listing-index': m0020,
  '0021-listing-amenity': m0021,
  '0022-photo': m0022,
  '0023-photo-listing-index': m0023,
  '0024-unit-calendar': m0024,
  '0025-night-claim': m0025,
  '0026-imported-range': m0026,
  '0027-price-plan': m0027,
  '0028-price-override': m0028,
  '0029-market-terms': m0029,
  '0030-ledger-entry': m0030,
  '0031-ledger-entry-booking-index': m0031,
  '0032-ledger-posting': m0032,
  '0033-ledger-posting-debit-index': m0033,
  '0034-ledger-posting-credit-index': m0034,
  '0035-payment': m0035,
  '0036-payment-booking-index': m0036,
  '0037-payment-session-index': m0037,
  '0038-payment-intent-index': m0038,
  '0039-payment-state-index': m0039,
  '0040-refund': m0040,
  '0041-refund-payment-index': m0041,
  '0042-refund-provider-index': m0042,
  '0043-provider-event': m0043,
  '0044-sandbox-object': m0044,
  '0045-sandbox-object-kind-index': m0045,
  '0046-sandbox-key': m0046,
  '0047-booking': m0047,
  '0048-booking-guest-index': m0048,
  '0049-booking-host-index': m0049,
  '0050-booking-listing-index': m0050,
  '0051-booking-hold-index': m0051,
  '0052-review': m0052,
  '0053-review-listing-index': m0053,
  '0054-review-source-index': m0054,
  '0055-listing-rating': m0055,
  '0056-import-run': m0056,
  '0057-import-run-input-index': m0057,
  '0058-outbox': m0058,
  '0059-outbox-seq-index': m0059,
  '0060-outbox-head': m0060,
  '0061-job': m0061,
  '0062-job-due-index': m0062,
  '0063-idempotency-key': m0063,
  '0064-idempotency-key-age-index': m0064,
  '0065-mail': m0065,
  '0066-mail-time-index': m0066,
  '0070-booking-guest': m0070,
  '0071-refund-state-index': m0071,
  '0072-user-role-index': m0072,
  '0073-provider-event-time-index': m0073,
  '0080-listing-unsaid': m0080,
  '0081-room': m0081,
  '0090-picture': m0090,
  '0091-photo-caption': m0091,
  '0092-photo-room': m0092,
  '0093-photo-formats': m0093,
  '0094-photo-content-hash': m0094,
  '0095-photo-content-index': m0095,
  '0096-photo-file-index': m0096,
  '0100-stay-rule': m0100,
  '0110-stays-to-watch': m0110,
  '0111-review-pair': m0111,
  '0112-stay-review': m0112,
  '0113-stay-review-booking-index': m0113,
  '0114-stay-review-guest-index': m0114,
  '0115-profile': m0115,
  '0116-host-claim-used-index': m0116,
  '0117-mail-recipient-index': m0117,
  '0120-saved-list': m0120,
  '0121-saved-list-user-index': m0121,
  '0122-saved-list-token-index': m0122,
  '0123-saved-listing': m0123,
  '0130-portrait': m0130,
  '0140-booking-host-state-index': m0140,
  '0141-booking-guest-state-index': m0141,
  '0150-payment-notice': m0150,
  '0160-review-categories': m0160,
  '0170-payment-capture': m0170,
  '0171-payment-capture-before': m0171,
  '0180-own-booking': m0180,
  '0181-own-booking-host-index': m0181,
  '0182-alteration': m0182,
  '0183-alteration-open-index': m0183,
  '0184-alteration-booking-index': m0184,
  '0185-alteration-payment-index': m0185,
  '0190-cancellation-policies': m0190,
  '0191-cancellation-policy-name-index': m0191,
  '0192-booking-refund': m0192,
  '0193-booking-refund-booking-index': m0193,
  '0200-payout-account': m0200,
  '0201-payout-account-index': m0201,
  '0202-transfer-plan': m0202,
  '0203-transfer-plan-host-index': m0203,
  '0204-host-transfer': m0204,
  '0205-host-transfer-index': m0205,
  '0206-transfer-reversal': m0206,
  '0207-transfer-reversal-index': m0207,
  '0208-bank-payout': m0208,
  '0209-bank-payout-host-index': m0209,
  '0210-transfer-freeze': m0210,
  '0211-connect-event': m0211,
  '0212-connect-event-index': m0212,
  '0213-bookings-to-pay-out': m0213,
  '0215-money-item': m0215,
  '0216-money-item-transaction-index': m0216,
  '0217-money-item-state-index': m0217,
  '0218-reconciliation': m0218,
  '0219-money-case': m0219,
  '0220-money-case-state-index': m0220,
  '0221-dispute': m0221,
  '0222-dispute-booking-index': m0222,
  '0223-dispute-state-index': m0223,
  '0224-ledger-entry-time-index': m0224,
  '0225-sandbox-control': m0225,
  '0230-ledger-posting-debit-sum-index': m0230,
  '0231-ledger-posting-debit-index-end': m0231,
  '0232-ledger-posting-credit-sum-index': m0232,
  '0233-ledger-posting-credit-index-end': m0233,
  '0240-dispute-borne': m0240,
  '0241-disputes-borne': m0241,
  '0242-no-transfer-freeze': m0242,
  '0243-booking-state-index': m0243,
}

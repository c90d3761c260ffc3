import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId, HostId, Id, ListingId, PaymentId, PhotoId, ReviewId, UnitId, UserId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import type { WallTime, Zone } from '../kernel/zone.ts'

/** 0 or 1: neither database has a boolean of its own. */
export type Flag = 0 | 1
/** JSON, written and read by the owning store through one codec. */
export type Json = string

/** Every table, as its columns are stored. Who may query which is written in test/architecture.ts. */
export type Tables = {
  // accounts. user, session, account and verification are better-auth's: its names, and ISO text on SQLite where MySQL has a Date.
  user: {
    id: UserId
    name: string
    email: string
    emailVerified: Flag
    image: string | null
    createdAt: string | Date
    updatedAt: string | Date
  }
  session: {
    id: string
    token: string
    userId: UserId
    expiresAt: string | Date
    ipAddress: string | null
    userAgent: string | null
    createdAt: string | Date
    updatedAt: string | Date
  }
  account: {
    id: string
    accountId: string
    providerId: string
    userId: UserId
    accessToken: string | null
    refreshToken: string | null
    idToken: string | null
    accessTokenExpiresAt: string | Date | null
    refreshTokenExpiresAt: string | Date | null
    scope: string | null
    password: string | null
    createdAt: string | Date
    updatedAt: string | Date
  }
  verification: {
    id: string
    identifier: string
    value: string
    expiresAt: string | Date
    createdAt: string | Date
    updatedAt: string | Date
  }
  /** What a user may do beyond what everybody may; 'demo' marks the demo's people, whose passwords everybody knows. */
  user_role: { user_id: UserId; role: 'operator' | 'demo'; granted_at: Instant }
  /** Who lets. Imported hosts have no user until they claim themselves through an operator's link. */
  host: {
    id: HostId
    user_id: UserId | null
    name: string
    about: string
    since: CalendarDate | null
    source: string | null
    source_id: string | null
    source_hash: string | null
    created_at: Instant
  }
  /** What people tell others of themselves. No row: nothing yet. Languages are codes between spaces. */
  profile: { user_id: UserId; shown_name: string; about: string; languages: string }
  /** No row: their initial stands for them. */
  portrait: { user_id: UserId; file_key: string }
  host_claim: { token_hash: string; host_id: HostId; expires_at: Instant; used_at: Instant | null; used_by: UserId | null }

  // pictures
  /** From before a picture's first file is written until after its last one is deleted. */
  picture: { file_key: string; kind: 'photo' | 'portrait'; state: 'incoming' | 'kept' | 'gone'; created_at: Instant }

  // listings
  listing: {
    id: ListingId
    host_id: HostId
    state: 'draft' | 'published' | 'paused'
    title: string
    summary: string
    description: string
    house_rules: string
    place_type: 'entire' | 'private_room' | 'shared_room' | 'hotel_room'
    property_type: string
    country: string | null
    region: string | null
    town: string
    neighbourhood: string | null
    address: string | null
    lat: number
    lng: number
    blur_lat: number
    blur_lng: number
    zone: Zone
    capacity: number
    bedrooms: number
    beds: number
    bathroom_halves: number
    pets_max: number
    instant_book: Flag
    policy: string
    check_in_from: WallTime
    check_out_by: WallTime
    nights_min: number
    nights_max: number
    currency: Currency
    source: string | null
    source_id: string | null
    source_hash: string | null
    /** Names of facts, parted by spaces. */
    unsaid: string
    version: number
    created_at: Instant
    updated_at: Instant
  }
  cancellation_policy: {
    id: Id<'policy'>
    name: string
    /** In lower case, unique. */
    name_key: string
    /** Tiers, and what is kept after the last. */
    terms: Json
    offered: Flag
    created_at: Instant
    changed_at: Instant
    version: number
  }
  unit: { id: UnitId; listing_id: ListingId; position: number; name: string }
  room: { listing_id: ListingId; position: number; name: string; note: string; beds: Json }
  listing_amenity: { listing_id: ListingId; amenity: string }
  photo: {
    id: PhotoId
    listing_id: ListingId
    position: number
    alt: string
    /** What the names of its files begin with: src/pictures/picture.ts. */
    file_key: string
    width: number
    height: number
    colour: string
    caption: string
    room: string | null
    /** 'avif,webp,jpg': what its variants are there in; '' while they are being made. */
    formats: string
    /** Of the file as it was sent; null for what nobody sent. */
    content_hash: string | null
  }

  // calendar
  /** Bumped first by every transaction that takes, gives back, imports or blocks nights of the unit. */
  unit_calendar: { unit_id: UnitId; version: number }
  /** Who has a night. The primary key (unit_id, night) is what makes selling a night twice impossible. */
  night_claim: { unit_id: UnitId; night: CalendarDate; claim_id: string; kind: ClaimKind }
  /** What a source wants: half-open ranges, per outside source, and 'host' for the listing's own people. Only what nobody else has enters night_claim. */
  imported_range: { unit_id: UnitId; source: string; from_night: CalendarDate; until_night: CalendarDate }
  /** The fewest nights of a stay that begins on some days: half-open ranges that never overlap within a listing. */
  stay_rule: { listing_id: ListingId; from_night: CalendarDate; until_night: CalendarDate; nights_min: number }

  // pricing
  price_plan: {
    listing_id: ListingId
    base_minor: number
    weekend_minor: number | null
    weekly_discount_bp: number
    monthly_discount_bp: number
    cleaning_minor: number
    guests_included: number
    extra_guest_minor: number
    pet_minor: number
    version: number
  }
  /** A nightly price for some dates: half-open ranges that never overlap within a listing. */
  price_override: { listing_id: ListingId; from_night: CalendarDate; until_night: CalendarDate; nightly_minor: number }
  /** The operator's fees and tax: one row, id 'market'. */
  market_terms: { id: string; guest_fee_bp: number; host_fee_bp: number; tax: Json; version: number }

  // ledger
  ledger_entry: { id: string; reason: string; booking_id: BookingId | null; input_hash: string; posted_at: Instant }
  ledger_posting: { entry_id: string; line: number; debit: string; credit: string; minor: number; currency: Currency }

  // payments
  payment: {
    id: PaymentId
    booking_id: BookingId
    state: 'opening' | 'open' | 'authorised' | 'capturing' | 'voiding' | 'succeeded' | 'voided' | 'expired' | 'failed'
    capture: 'automatic' | 'manual'
    amount_minor: number
    currency: Currency
    description: string
    notice: string | null
    return_url: string
    session_id: string | null
    session_url: string | null
    intent_id: string | null
    capture_before: Instant | null
    expires_at: Instant
    created_at: Instant
    version: number
  }
  refund: {
    id: Id<'refund'>
    payment_id: PaymentId
    state: 'pending' | 'succeeded' | 'failed'
    reason: string
    amount_minor: number
    currency: Currency
    provider_id: string | null
    created_at: Instant
    version: number
  }
  provider_event: { id: string; type: string; body: Json; received_at: Instant; handled_at: Instant | null }
  /** A movement at the provider: `ours` as the ledger has it, `theirs` as the provider does; above zero when the provider holds more. */
  money_item: {
    id: string
    about: string
    reason: string
    booking_id: BookingId | null
    ours_minor: number | null
    ours_currency: Currency | null
    theirs_minor: number | null
    theirs_currency: Currency | null
    fee_minor: number
    transaction_id: string | null
    source_id: string | null
    state: 'waiting' | 'matched' | 'differs'
    seen_at: Instant
    version: number
  }
  reconciliation: {
    id: string
    turn_at: Instant
    deep_at: Instant
    ours_from: Instant | null
    theirs_from: Instant | null
    done_at: Instant | null
    version: number
  }
  money_case: {
    id: Id<'money_case'>
    about: string
    kind: string
    booking_id: BookingId | null
    state: 'open' | 'closed'
    facts: Json
    opened_at: Instant
    closed_at: Instant | null
    /** Null when it closed by itself. */
    closed_by: UserId | null
    note: string
    version: number
  }
  dispute: {
    id: Id<'dispute'>
    provider_id: string
    payment_id: PaymentId
    booking_id: BookingId
    state: 'open' | 'won' | 'lost'
    reason: string
    amount_minor: number
    currency: Currency
    opened_at: Instant
    decided_at: Instant | null
    borne_at: Instant | null
    version: number
  }
  sandbox_object: { id: string; kind: string; body: Json; created_at: Instant; version: number }
  sandbox_control: { id: string; body: Json; version: number }
  sandbox_key: { idempotency_key: string; input_hash: string; status: number | null; body: Json | null; created_at: Instant }

  // bookings
  booking: {
    id: BookingId
    listing_id: ListingId
    unit_id: UnitId
    host_id: HostId
    guest_id: UserId
    state: string
    check_in: CalendarDate
    check_out: CalendarDate
    check_in_at: Instant
    check_out_at: Instant
    adults: number
    children: number
    infants: number
    pets: number
    total_minor: number
    currency: Currency
    /** The quote's lines, the policy, the house rules and the listing's words as they were at booking. */
    snapshot: Json
    /** Facts of the state that no query needs as a column. */
    facts: Json
    guest_name: string
    guest_phone: string
    guest_note: string
    hold_expires_at: Instant | null
    created_at: Instant
    version: number
  }
  /** Bumped first by every new hold of the guest, so that the limits on holds cannot be raced. */
  booking_refund: {
    id: Id<'booking_refund'>
    booking_id: BookingId
    kind: 'cancellation' | 'no_show' | 'goodwill' | 'dispute'
    given_by: 'guest' | 'host' | 'operator'
    operator_id: UserId | null
    reason: string | null
    amount_minor: number
    currency: Currency
    /** Minor units by line: what the guest got, and what the earners gave. */
    given: Json
    given_at: Instant
  }
  booking_guest: { guest_id: UserId; version: number }
  /** Other dates or guests, proposed by one side. `open_of` is the booking's id while it is open; `agreed` is what held before it. */
  alteration: {
    id: Id<'alteration'>
    booking_id: BookingId
    open_of: BookingId | null
    proposed_by: 'guest' | 'host'
    state: string
    payment_id: PaymentId | null
    /** Facts of the state that no query needs as a column. */
    facts: Json
    agreed: Json
    proposed: Json
    created_at: Instant
    version: number
  }

  // own-bookings
  /** Nights that a host has given away outside of the market; its id is the claim's. Gone when the host takes it away. */
  own_booking: {
    id: Id<'own_booking'>
    host_id: HostId
    listing_id: ListingId
    unit_id: UnitId
    check_in: CalendarDate
    check_out: CalendarDate
    adults: number
    children: number
    infants: number
    pets: number
    guest_name: string
    guest_phone: string
    guest_note: string
    created_at: Instant
    version: number
  }
  // payouts
  /** One a host; bumped first by whatever decides about their transfers. Without an account_id the provider has made none yet. */
  payout_account: {
    host_id: HostId
    account_id: string | null
    country: string | null
    standing: 'none' | 'needed' | 'checking' | 'ready' | 'rejected'
    requirements: Json
    checked_at: Instant | null
    created_at: Instant
    version: number
  }
  transfer_plan: {
    booking_id: BookingId
    host_id: HostId
    due_at: Instant
    /** Whether it waits for the host's first stay to end. */
    first_stay: Flag
    state: 'waiting' | 'settled'
    version: number
  }
  host_transfer: {
    id: Id<'transfer'>
    booking_id: BookingId
    host_id: HostId
    account_id: string
    amount_minor: number
    currency: Currency
    intent_id: string | null
    state: 'pending' | 'sent' | 'refused'
    provider_id: string | null
    created_at: Instant
    version: number
  }
  transfer_reversal: {
    id: Id<'reversal'>
    transfer_id: Id<'transfer'>
    booking_id: BookingId
    host_id: HostId
    amount_minor: number
    currency: Currency
    state: 'pending' | 'sent' | 'refused'
    provider_id: string | null
    created_at: Instant
    version: number
  }
  bank_payout: {
    provider_id: string
    host_id: HostId
    amount_minor: number
    currency: Currency
    state: 'pending' | 'in_transit' | 'paid' | 'failed' | 'cancelled'
    failure: string | null
    arrives_at: Instant
    created_at: Instant
    version: number
  }
  connect_event: { id: string; type: string; body: Json; received_at: Instant; handled_at: Instant | null }

  // reviews
  review: {
    id: ReviewId
    listing_id: ListingId
    source: string | null
    source_id: string | null
    author_name: string
    body: string
    posted_on: CalendarDate
    rating: number | null
  }
  /** Of a review from elsewhere that has them. */
  review_categories: {
    review_id: ReviewId
    cleanliness: number
    accuracy: number
    check_in: number
    communication: number
    location: number
    value: number
  }
  /** The two reviews of one stay, hidden until published_at is set; bumped first by whoever writes or publishes. */
  review_pair: { booking_id: BookingId; published_at: Instant | null; version: number }
  /** What one side of a stay wrote. A guest's gets its row in `review`, under the same id, when it is published. */
  stay_review: {
    id: ReviewId
    booking_id: BookingId
    side: 'guest' | 'host'
    listing_id: ListingId
    host_id: HostId
    guest_id: UserId
    nights: number
    rating: number
    cleanliness: number | null
    accuracy: number | null
    check_in: number | null
    communication: number | null
    location: number | null
    value: number | null
    body: string
    private_note: string
    written_at: Instant
  }
  /** Averages as shown; hundredths of a star. */
  listing_rating: { listing_id: ListingId; review_count: number; rating_hundredths: number | null; latest_on: CalendarDate | null }

  // saved
  /** `version` is bumped by whatever its owner changes, so that limits cannot be raced. */
  saved_list: {
    id: Id<'saved_list'>
    user_id: UserId
    name: string
    share_token: string | null
    version: number
    created_at: Instant
  }
  saved_listing: { list_id: Id<'saved_list'>; listing_id: ListingId; title: string; saved_at: Instant }

  // importers
  import_run: {
    id: string
    source: string
    input_hash: string
    state: 'writing' | 'done'
    /** How many listings of the folder are written; a resumed run goes on from here. */
    position: number
    report: Json
    started_at: Instant
    ended_at: Instant | null
  }

  // platform
  outbox: { id: string; seq: number | null; type: string; payload: Json; created_at: Instant }
  /** One row, id 'head': the last number given, and who may give the next. */
  outbox_head: { id: string; seq: number; lease: string | null; lease_until: Instant }
  job: {
    id: string
    kind: string
    payload: Json
    state: 'ready' | 'done' | 'dead'
    run_at: Instant
    attempts: number
    lease: string | null
    lease_until: Instant
    last_error: string | null
    created_at: Instant
    ended_at: Instant | null
  }
  idempotency_key: {
    actor: string
    route: string
    key: string
    input_hash: string
    status: number | null
    body: Json | null
    lease: string
    lease_until: Instant
    created_at: Instant
  }
  mail: { id: string; recipient: string; subject: string; text_body: string; html_body: string; created_at: Instant }
}

/** hold and booking belong to a booking (claim_id is its id), own to a host's own booking (likewise); block to a host; import to an outside source. */
export type ClaimKind = 'hold' | 'booking' | 'own' | 'block' | 'import'

-- Made by bin/generate.ts. A line without a name is for both databases, but for the quotes around names.

-- accounts/imported-host-store.ts selectImportedHost
select id, user_id, source_hash from host where source = ? and source_id = ?

-- accounts/imported-host-store.ts insertImportedHost
insert into host (id, user_id, name, about, since, source, source_id, source_hash, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- accounts/imported-host-store.ts updateImportedHost
update host set name = ?, about = ?, since = ?, source_hash = ? where id = ?

-- accounts/portrait-store.ts selectPortrait
select file_key from portrait where user_id = ?

-- accounts/portrait-store.ts lockUser
update user set name = name where id = ?

-- accounts/portrait-store.ts insertPortrait
insert into portrait (user_id, file_key) values (?, ?)

-- accounts/portrait-store.ts deletePortrait
delete from portrait where user_id = ?

-- accounts/profile-store.ts selectFaces
select user.id, user.name, profile.shown_name, portrait.file_key from user left join profile on profile.user_id = user.id left join portrait on portrait.user_id = user.id where user.id in (?)

-- accounts/profile-store.ts selectProfile
select * from profile where user_id = ?

-- accounts/profile-store.ts saveProfile
update profile set shown_name = ?, about = ?, languages = ? where user_id = ?
insert into profile (user_id, shown_name, about, languages) values (?, ?, ?, ?)

-- accounts/profile-store.ts updateHostWords
update host set … where user_id = ?

-- accounts/profile-store.ts selectSinceYear
select createdAt from user where id = ?

-- accounts/profile-store.ts selectPasswordHash
select password from account where userId = ? and providerId = ?

-- accounts/profile-store.ts erasePerson
delete from profile where user_id = ?
delete from user_role where user_id = ?
update host_claim set used_by = ? where used_by = ?
update host set user_id = ?, name = ?, about = ?, since = ?, source = ?, source_id = ?, source_hash = ? where id = ?
delete from user where id = ?

-- accounts/session-store.ts selectSessions
select id, createdAt, updatedAt, ipAddress, userAgent from session where userId = ? order by createdAt desc limit ?

-- accounts/session-store.ts deleteSession
delete from session where id = ? and userId = ?

-- accounts/session-store.ts deleteOtherSessions
delete from session where userId = ? and id != ?

-- accounts/store.ts selectUser
select id, name, email, emailVerified from user where id = ?

-- accounts/store.ts selectUserByEmail
select id, name, email, emailVerified from user where email = ?

-- accounts/store.ts deleteUnverifiedUser
delete from user where email = ? and emailVerified = ?

-- accounts/store.ts insertUser
insert into user (emailVerified, image, createdAt, updatedAt) values (?, ?, ?, ?)
insert into account (id, accountId, providerId, userId, accessToken, refreshToken, idToken, accessTokenExpiresAt, refreshTokenExpiresAt, scope, password, createdAt, updatedAt) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- accounts/store.ts selectSession
select session.id as sessionId, session.expiresAt, user.id, user.name, email, emailVerified, host.id as hostId, role from session inner join user on user.id = session.userId left join host on host.user_id = user.id left join user_role on user_role.user_id = user.id and role = ? where token = ?

-- accounts/store.ts selectRoles
select role from user_role where user_id = ?

-- accounts/store.ts insertRole
insert into user_role (…) values (…)

-- accounts/store.ts selectUsersWithRole
select id, name, email, emailVerified from user_role inner join user on user.id = user_role.user_id where role = ? order by granted_at, user.id limit ?

-- accounts/store.ts countRole
select count(*) as count from user_role where role = ?

-- accounts/store.ts selectHosts
select host.id, host.user_id, host.name, host.about, host.since, host.source, portrait.file_key from host left join portrait on portrait.user_id = host.user_id where host.id in (?)

-- accounts/store.ts selectHostOfUser
select host.id, host.user_id, host.name, host.about, host.since, host.source, portrait.file_key from host left join portrait on portrait.user_id = host.user_id where host.user_id = ?

-- accounts/store.ts insertHost
insert into host (id, user_id, name, about, since, source, source_id, source_hash, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- accounts/store.ts giveHost
update host set user_id = ? where id = ? and user_id is null

-- accounts/store.ts insertClaim
insert into host_claim (token_hash, host_id, expires_at, used_at, used_by) values (?, ?, ?, ?, ?)

-- accounts/store.ts selectClaim
select * from host_claim where token_hash = ?

-- accounts/store.ts markClaimUsed
update host_claim set used_at = ?, used_by = ? where token_hash = ? and used_at is null

-- bookings/alteration-store.ts insertAlteration
insert into alteration (id, booking_id, proposed_by, created_at, version, agreed, proposed, state, facts, open_of, payment_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- bookings/alteration-store.ts selectAlteration
select * from alteration where id = ?

-- bookings/alteration-store.ts selectOpenAlteration
select * from alteration where open_of = ?

-- bookings/alteration-store.ts selectAlterationPaidBy
select * from alteration where payment_id = ?

-- bookings/alteration-store.ts selectAlterations
select * from alteration where booking_id in (?) order by booking_id, created_at, id

-- bookings/alteration-store.ts saveAlteration
update alteration set state = ?, facts = ?, open_of = ?, payment_id = ?, version = ? where id = ? and version = ?

-- bookings/alteration-store.ts saveAgreement
update booking set check_in = ?, check_out = ?, check_in_at = ?, check_out_at = ?, total_minor = ?, snapshot = ?, version = ? where id = ? and version = ?

-- bookings/alteration-store.ts touchBooking
update booking set version = ? where id = ? and version = ?

-- bookings/audit/store.ts selectOwners
select id, unit_id, check_in, check_out from booking where state = ? and check_out > ? and id > ? order by id limit ?

-- bookings/audit/store.ts selectKnown
select id from booking where id in (?)

-- bookings/given-back-store.ts insertGivenBack
insert into booking_refund (id, booking_id, kind, given_by, operator_id, reason, amount_minor, currency, given, given_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- bookings/given-back-store.ts selectGivenBack
select * from booking_refund where booking_id in (?) order by given_at, id

-- bookings/given-back-store.ts selectGivenBackById
select * from booking_refund where id = ?

-- bookings/guest-store.ts bumpGuest
update booking_guest set version = version + ? where guest_id = ?
insert into booking_guest (guest_id, version) values (?, ?)

-- bookings/guest-store.ts countHolds
select state, count(*) as count from booking where guest_id = ? and (created_at > ? or state = ?) group by state

-- bookings/leaving-store.ts selectAnyOpen
select id from booking where guest_id = ? and state in (?, ?, ?, ?, ?) limit ?
select id from booking where host_id = ? and state in (?, ?, ?, ?, ?) limit ?

-- bookings/leaving-store.ts selectIdsOfGuest
select id from booking where guest_id = ?

-- bookings/leaving-store.ts eraseGuestWords
update booking set guest_name = ?, guest_phone = ?, guest_note = ? where guest_id = ?

-- bookings/next-guest-store.ts selectArrivals
select id, listing_id, guest_name, check_in, check_out from booking where listing_id in (?) and state = ? and check_in >= ? order by check_in limit ?

-- bookings/store.ts findBooking
select * from booking where id = ?

-- bookings/store.ts insertBooking
insert into booking (id, listing_id, unit_id, host_id, guest_id, check_in, check_out, check_in_at, check_out_at, total_minor, currency, snapshot, guest_name, guest_phone, guest_note, created_at, version, state, facts, hold_expires_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- bookings/store.ts saveState
update booking set state = ?, facts = ?, hold_expires_at = ?, unit_id = ?, version = ? where id = ? and version = ?

-- bookings/store.ts guestsBookings
select * from booking where guest_id = ? and (created_at < ? or (created_at = ? and id < ?)) order by created_at desc, id desc limit ?

-- bookings/store.ts hostsBookings
select * from booking where host_id = ? and (check_in < ? or (check_in = ? and id < ?)) order by check_in desc, id desc limit ?

-- bookings/store.ts selectInState
select * from booking where guest_id = ? and state = ? and check_in >= ? and (check_in > ? or id > ?) order by check_in asc, id asc limit ?
select * from booking where guest_id = ? and state = ? and check_in <= ? and (check_in < ? or id < ?) order by check_in desc, id desc limit ?
select * from booking where host_id = ? and state = ? and check_in >= ? and (check_in > ? or id > ?) order by check_in asc, id asc limit ?
select * from booking where host_id = ? and state = ? and check_in <= ? and (check_in < ? or id < ?) order by check_in desc, id desc limit ?

-- bookings/store.ts selectBookings
select * from booking where id in (?)

-- bookings/store.ts selectHostsStays
select * from booking where host_id = ? and check_in >= ? and check_in <= ? and check_out >= ? and state in (?, ?, ?) order by check_in, id limit ?

-- bookings/store.ts selectHostsArrivals
select id, check_in, check_in_at, currency from booking where host_id = ? and check_in >= ? and check_in < ? and (check_in > ? or id > ?) order by check_in, id limit ?

-- calendar/store.ts bumpCalendar
update unit_calendar set version = version + ? where unit_id = ?
insert into unit_calendar (unit_id, version) values (?, ?)

-- calendar/store.ts insertClaims
insert into night_claim (unit_id, night, claim_id, kind) values (?, ?, ?, ?)

-- calendar/store.ts deleteClaims
delete from night_claim where unit_id = ? and night >= ? and night < ? and claim_id = ?

-- calendar/store.ts bookClaims
update night_claim set kind = ? where unit_id = ? and night >= ? and night < ? and claim_id = ? and kind = ?
select count(*) as count from night_claim where unit_id = ? and night >= ? and night < ? and claim_id = ? and kind = ?

-- calendar/store.ts selectClaims
select * from night_claim where unit_id in (?) and night >= ? and night < ? order by unit_id, night

-- calendar/store.ts selectClaimsIn
select * from night_claim where (unit_id = ? and night >= ? and night < ?)

-- calendar/store.ts selectClaimsBehind
select * from night_claim where unit_id >= ? and (unit_id > ? or night > ?) order by unit_id, night limit ?

-- calendar/store.ts selectWants
select source, from_night, until_night from imported_range where unit_id = ? and from_night < ? and until_night > ? order by source, from_night

-- calendar/store.ts replaceWants
delete from imported_range where unit_id = ? and source = ?
insert into imported_range (unit_id, source, from_night, until_night) values (?, ?, ?, ?)

-- calendar/store.ts selectLastClaim
select night from night_claim where unit_id = ? and night >= ? order by night desc limit ?

-- calendar/store.ts selectOutsideWants
select * from imported_range where unit_id in (?) and source != ? and from_night < ? and until_night > ? order by unit_id, from_night

-- calendar/store.ts selectStayRules
select * from stay_rule where listing_id = ? and from_night <= ? and until_night > ? order by from_night

-- calendar/store.ts selectStayRulesOfMany
select * from stay_rule where listing_id in (?) and from_night <= ? and until_night > ? order by listing_id, from_night

-- calendar/store.ts replaceStayRules
delete from stay_rule where listing_id = ?
insert into stay_rule (listing_id, from_night, until_night, nights_min) values (?, ?, ?, ?)

-- importers/store.ts selectOpenRun
select id, position, report from import_run where source = ? and input_hash = ? and state = ?

-- importers/store.ts hasEndedRun
select id from import_run where source = ? and input_hash = ? and state = ?

-- importers/store.ts insertRun
insert into import_run (id, source, input_hash, state, position, report, started_at, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?)

-- importers/store.ts moveRun
update import_run set position = ? where id = ? and state = ? and position = ?

-- importers/store.ts noteProgress
update import_run set report = ? where id = ?

-- importers/store.ts endRun
update import_run set state = ?, ended_at = ? where id = ?

-- ledger/history-store.ts selectMovements
select ledger_entry.id, reason, booking_id, posted_at, minor, currency from ledger_posting inner join ledger_entry on ledger_entry.id = ledger_posting.entry_id where debit = ? and posted_at >= ? and posted_at < ? order by posted_at, ledger_entry.id
select ledger_entry.id, reason, booking_id, posted_at, minor, currency from ledger_posting inner join ledger_entry on ledger_entry.id = ledger_posting.entry_id where credit = ? and posted_at >= ? and posted_at < ? order by posted_at, ledger_entry.id

-- ledger/history-store.ts selectMovementsFor
select ledger_entry.id, minor, currency from ledger_entry inner join ledger_posting on ledger_posting.entry_id = ledger_entry.id where booking_id in (?) and debit = ?
select ledger_entry.id, minor, currency from ledger_entry inner join ledger_posting on ledger_posting.entry_id = ledger_entry.id where booking_id in (?) and credit = ?

-- ledger/history-store.ts sumBefore
select currency, sum(minor) as minor from ledger_posting inner join ledger_entry on ledger_entry.id = ledger_posting.entry_id where debit = ? and posted_at < ? group by currency
select currency, sum(minor) as minor from ledger_posting inner join ledger_entry on ledger_entry.id = ledger_posting.entry_id where credit = ? and posted_at < ? group by currency

-- ledger/store.ts findEntryHash
select input_hash from ledger_entry where id = ?

-- ledger/store.ts insertEntry
insert into ledger_entry (id, reason, booking_id, input_hash, posted_at) values (?, ?, ?, ?, ?)
insert into ledger_posting (entry_id, line, debit, credit, minor, currency) values (?, ?, ?, ?, ?, ?)

-- ledger/store.ts sumOf
select currency, sum(minor) as minor from ledger_posting where debit = ? group by currency
select currency, sum(minor) as minor from ledger_posting where credit = ? group by currency

-- ledger/store.ts entriesOf
select ledger_entry.id, reason, posted_at, line, debit, credit, minor, currency from ledger_entry inner join ledger_posting on ledger_posting.entry_id = ledger_entry.id where booking_id = ? order by posted_at, ledger_entry.id, line

-- ledger/store.ts allPostings
select debit, credit, minor, currency from ledger_posting

-- ledger/store.ts sumsWithProvider
select credit, currency, sum(minor) as minor from ledger_posting where credit in (?) and debit = ? group by credit, currency
select debit, currency, sum(minor) as minor from ledger_posting where debit in (?) and credit = ? group by debit, currency

-- ledger/store.ts sumsByOtherSide
select debit, credit, currency, sum(minor) as minor from ledger_posting where debit in (?) group by debit, credit, currency
select credit, debit, currency, sum(minor) as minor from ledger_posting where credit in (?) group by credit, debit, currency

-- ledger/store.ts entriesSince
select id, reason, booking_id, posted_at from ledger_entry where posted_at >= ? and (posted_at > ? or (posted_at = ? and id > ?)) order by posted_at, id limit ?

-- ledger/store.ts postingsOf
select entry_id, debit, credit, minor, currency from ledger_posting where entry_id in (?)

-- ledger/store.ts selectEntry
select id, reason, booking_id, posted_at from ledger_entry where id = ?

-- ledger/store.ts sumsFrom
select debit as account, currency, sum(minor) as minor from ledger_posting where debit >= ? and (debit > ? or currency > ?) group by debit, currency order by debit, currency limit ?
select credit as account, currency, sum(minor) as minor from ledger_posting where credit >= ? and (credit > ? or currency > ?) group by credit, currency order by credit, currency limit ?

-- listings/imported-listing-store.ts selectImportedIds
select id, source_id from listing where source = ? and source_id in (?)

-- listings/photo-store.ts selectPhotos
select * from photo where listing_id = ? order by position

-- listings/photo-store.ts findSameFile
select * from photo where listing_id = ? and content_hash = ?

-- listings/photo-store.ts insertPhoto
insert into photo (file_key, formats, content_hash, listing_id, position) values (?, ?, ?, ?, ?)

-- listings/photo-store.ts updateWords
update photo set … where id = ?

-- listings/photo-store.ts writeOrder
update photo set position = position + ? where listing_id = ?
update photo set position = ? where id = ?

-- listings/photo-store.ts removePhoto
delete from photo where id = ?

-- listings/photo-store.ts findPhotoOwner
select listing_id from photo where file_key = ?

-- listings/photo-store.ts updateFormats
update photo set formats = ? where file_key = ?

-- listings/policy-store.ts selectMadePolicies
select * from cancellation_policy order by id limit ?

-- listings/policy-store.ts selectMadePoliciesBy
select * from cancellation_policy where id in (?)

-- listings/policy-store.ts insertMadePolicy
insert into cancellation_policy (id, name, terms, offered, changed_at, name_key, created_at, version) values (?, ?, ?, ?, ?, ?, ?, ?)

-- listings/policy-store.ts updateMadePolicy
update cancellation_policy set name = ?, terms = ?, offered = ?, changed_at = ?, name_key = ?, version = ? where id = ? and version = ?

-- listings/published-store.ts selectPublished
select id, updated_at as changedAt from listing where state = ? and id > ? order by id limit ?

-- listings/published-store.ts countPublished
select count(*) as count from listing where state = ?

-- listings/room-store.ts selectRooms
select * from room where listing_id in (?) order by position

-- listings/room-store.ts replaceRooms
delete from room where listing_id = ?
insert into room (listing_id, position, name, note, beds) values (?, ?, ?, ?, ?)

-- listings/store.ts selectUnits
select id from unit where listing_id = ? order by position

-- listings/store.ts selectListings
select * from listing where id in (?)
select id, listing_id from unit where listing_id in (?) order by position
select * from listing_amenity where listing_id in (?) order by amenity
select * from photo where listing_id in (?) order by position
select * from room where listing_id in (?) order by position

-- listings/store.ts selectBareListing
select * from listing where id = ?

-- listings/store.ts findStored
select id, host_id, state, blur_lat, blur_lng, source_hash from listing where source = ? and source_id = ?

-- listings/store.ts insertListing
insert into listing (id, state, unsaid, host_id, title, summary, description, house_rules, place_type, property_type, country, region, town, neighbourhood, address, lat, lng, blur_lat, blur_lng, zone, capacity, bedrooms, beds, bathroom_halves, pets_max, instant_book, policy, check_in_from, check_out_by, nights_min, nights_max, currency, source, source_id, source_hash, version, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- listings/store.ts touchListing
update listing set version = version + ?, updated_at = ? where id = ?

-- listings/store.ts updateListing
update listing set unsaid = ?, host_id = ?, title = ?, summary = ?, description = ?, house_rules = ?, place_type = ?, property_type = ?, country = ?, region = ?, town = ?, neighbourhood = ?, address = ?, lat = ?, lng = ?, blur_lat = ?, blur_lng = ?, zone = ?, capacity = ?, bedrooms = ?, beds = ?, bathroom_halves = ?, pets_max = ?, instant_book = ?, policy = ?, check_in_from = ?, check_out_by = ?, nights_min = ?, nights_max = ?, currency = ?, source_hash = ? where id = ?

-- listings/store.ts updateState
update listing set state = ? where id = ?

-- listings/store.ts retireListing
update listing set state = ?, address = ?, summary = ?, description = ?, house_rules = ?, lat = blur_lat, lng = blur_lng, updated_at = ?, version = version + ? where id = ?

-- listings/store.ts replaceAmenities
delete from listing_amenity where listing_id = ?
insert into listing_amenity (listing_id, amenity) values (?, ?)

-- listings/store.ts insertUnits
insert into unit (listing_id) values (?)

-- listings/store.ts countListings
select state, count(*) as count from listing where host_id = ? group by state

-- listings/store.ts selectAnyListing
select id from listing limit ?

-- listings/store.ts selectHostsListingIds
select id from listing where host_id = ? and lower(state) = ? and id > ? order by id limit ?

-- listings/unit-store.ts selectNamedUnits
select id, name from unit where listing_id = ? order by position

-- listings/unit-store.ts selectUnit
select id, name from unit where id = ?

-- listings/unit-store.ts updateUnit
update unit set name = ?, position = ? where id = ?

-- listings/unit-store.ts deleteUnit
delete from unit where id = ?

-- listings/unit-store.ts selectUnitNames
select id, listing_id, name from unit where listing_id in (?) order by listing_id, position

-- own-bookings/store.ts insertOwnBooking
insert into own_booking (id, host_id, listing_id, created_at, version, unit_id, check_in, check_out, adults, children, infants, pets, guest_name, guest_phone, guest_note) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- own-bookings/store.ts selectOwnBooking
select * from own_booking where id = ?

-- own-bookings/store.ts updateOwnBooking
update own_booking set unit_id = ?, check_in = ?, check_out = ?, adults = ?, children = ?, infants = ?, pets = ?, guest_name = ?, guest_phone = ?, guest_note = ?, version = ? where id = ? and version = ?

-- own-bookings/store.ts deleteOwnBooking
delete from own_booking where id = ? and version = ?

-- own-bookings/store.ts selectOwnBookings
select * from own_booking where id in (?)

-- own-bookings/store.ts selectHostsOwnBookings
select * from own_booking where host_id = ? and check_in >= ? and check_in <= ? and check_out >= ? order by check_in, id limit ?

-- own-bookings/store.ts deleteHostsOwnBookings
delete from own_booking where host_id = ?

-- payments/cases/store.ts selectCase
select * from money_case where id = ?

-- payments/cases/store.ts insertCase
insert into money_case (id, about, kind, booking_id, facts, opened_at, state, closed_at, closed_by, note, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- payments/cases/store.ts saveCase
update money_case set facts = ?, version = ? where id = ? and version = ?

-- payments/cases/store.ts selectCases
select * from money_case where state = ? and (opened_at < ? or (opened_at = ? and id < ?)) order by opened_at desc, id desc limit ?

-- payments/cases/store.ts selectOpenOfKind
select * from money_case where state = ? and kind = ? limit ?

-- payments/cases/store.ts countOpenCases
select kind, count(*) as count from money_case where state = ? group by kind

-- payments/disputes/store.ts selectDispute
select * from dispute where id = ?

-- payments/disputes/store.ts insertDispute
insert into dispute (id, provider_id, payment_id, booking_id, state, reason, amount_minor, currency, opened_at, decided_at, borne_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- payments/disputes/store.ts saveDispute
update dispute set state = ?, decided_at = ?, version = ? where id = ? and version = ?

-- payments/disputes/store.ts markBorne
update dispute set borne_at = ? where id = ?

-- payments/disputes/store.ts selectOpenDisputes
select * from dispute where state = ? and id > ? order by id limit ?

-- payments/disputes/store.ts selectDisputesOf
select * from dispute where booking_id = ? order by opened_at, id

-- payments/event-store.ts insertEvent
insert into provider_event (id, type, body, received_at, handled_at) values (?, ?, ?, ?, ?)

-- payments/event-store.ts deleteEventsBefore
select id from provider_event where received_at < ? and handled_at is not null order by received_at limit ?
delete from provider_event where id in (?)

-- payments/event-store.ts markEventHandled
update provider_event set handled_at = ? where id = ?

-- payments/reconciliation/store.ts selectItem
select * from money_item where id = ?

-- payments/reconciliation/store.ts selectItemSides
select id, ours_minor from money_item where id in (?)

-- payments/reconciliation/store.ts selectKnownTransactions
select transaction_id from money_item where transaction_id in (?)

-- payments/reconciliation/store.ts insertItem
insert into money_item (id, seen_at, version, about, reason, booking_id, ours_minor, ours_currency, theirs_minor, theirs_currency, fee_minor, transaction_id, source_id, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- payments/reconciliation/store.ts saveItem
update money_item set about = ?, reason = ?, booking_id = ?, ours_minor = ?, ours_currency = ?, theirs_minor = ?, theirs_currency = ?, fee_minor = ?, transaction_id = ?, source_id = ?, state = ?, version = ? where id = ? and version = ?

-- payments/reconciliation/store.ts selectWaiting
select * from money_item where state = ? and seen_at <= ? order by seen_at limit ?

-- payments/reconciliation/store.ts sumTheirs
select theirs_currency, sum(theirs_minor) as minor, sum(fee_minor) as fee from money_item where transaction_id is not null group by theirs_currency

-- payments/reconciliation/store.ts selectProgress
select * from reconciliation where id = ?

-- payments/reconciliation/store.ts insertProgress
update reconciliation set id = ? where id = ?
insert into reconciliation (id, turn_at, deep_at, ours_from, theirs_from, done_at, version) values (?, ?, ?, ?, ?, ?, ?)

-- payments/reconciliation/store.ts saveProgress
update reconciliation set version = ?, turn_at = ?, deep_at = ?, ours_from = ?, theirs_from = ?, done_at = ? where id = ? and version = ?

-- payments/sandbox/control/store.ts selectControl
select body, version from sandbox_control where id = ?

-- payments/sandbox/control/store.ts lockControl
update sandbox_control set version = version + ? where id = ?
insert into sandbox_control (id, body, version) values (?, ?, ?)

-- payments/sandbox/control/store.ts saveControl
update sandbox_control set body = ? where id = ?

-- payments/sandbox/store.ts insertRecord
insert into sandbox_object (id, kind, body, created_at, version) values (?, ?, ?, ?, ?)

-- payments/sandbox/store.ts selectRecord
select body from sandbox_object where id = ? and kind = ?

-- payments/sandbox/store.ts lockRecord
update sandbox_object set version = version + ? where id = ? and kind = ?
select body, version from sandbox_object where id = ? and kind = ?

-- payments/sandbox/store.ts saveRecord
update sandbox_object set body = ?, version = ? where id = ? and version = ?

-- payments/sandbox/store.ts selectPage
select body from sandbox_object where kind = ? and (created_at < ? or (created_at = ? and id < ?)) and created_at >= ? and created_at <= ? order by created_at desc, id desc limit ?

-- payments/sandbox/store.ts selectKey
select * from sandbox_key where idempotency_key = ?

-- payments/sandbox/store.ts insertKey
insert into sandbox_key (idempotency_key, input_hash, status, body, created_at) values (?, ?, ?, ?, ?)

-- payments/sandbox/store.ts deleteKey
delete from sandbox_key where idempotency_key = ?

-- payments/store.ts insertPayment
insert into payment (id, booking_id, amount_minor, currency, description, notice, return_url, expires_at, created_at, version, capture, state, session_id, session_url, intent_id, capture_before) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- payments/store.ts selectPayment
select * from payment where id = ?

-- payments/store.ts selectPaymentByIntent
select * from payment where intent_id = ?

-- payments/store.ts selectPaymentsOf
select * from payment where booking_id in (?) order by created_at, id

-- payments/store.ts selectUndecided
select * from payment where state in (?, ?, ?, ?, ?) and (state <> ? or capture_before <= ?) and created_at <= ? and id > ? order by id limit ?

-- payments/store.ts savePaymentState
update payment set state = ?, session_id = ?, session_url = ?, intent_id = ?, capture_before = ?, version = ? where id = ? and version = ?

-- payments/store.ts lockPayment
update payment set version = version + ? where id = ?

-- payments/store.ts insertRefund
insert into refund (id, payment_id, reason, amount_minor, currency, created_at, state, provider_id, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- payments/store.ts selectRefund
select * from refund where id = ?

-- payments/store.ts selectRefundsOf
select * from refund where payment_id in (?) order by created_at, id

-- payments/store.ts selectTakenRefunds
select * from refund where state = ? and provider_id is not null and created_at <= ? and id > ? order by id limit ?

-- payments/store.ts saveRefund
update refund set state = ?, provider_id = ?, version = ? where id = ? and version = ?

-- payouts/account-store.ts lockHost
update payout_account set version = version + ? where host_id = ?
insert into payout_account (host_id, account_id, country, checked_at, created_at, version, standing, requirements) values (?, ?, ?, ?, ?, ?, ?, ?)

-- payouts/account-store.ts selectAccount
select * from payout_account where host_id = ?

-- payouts/account-store.ts selectAccountBy
select * from payout_account where account_id = ?

-- payouts/account-store.ts selectUnchecked
select * from payout_account where account_id is not null and checked_at <= ? and host_id > ? order by host_id limit ?

-- payouts/account-store.ts saveAccount
update payout_account set … where host_id = ?

-- payouts/bank-payout-store.ts insertBankPayout
insert into bank_payout (provider_id, host_id, amount_minor, currency, state, failure, arrives_at, created_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- payouts/bank-payout-store.ts selectBankPayout
select * from bank_payout where provider_id = ?

-- payouts/bank-payout-store.ts saveBankPayout
update bank_payout set state = ?, failure = ?, arrives_at = ?, version = ? where provider_id = ? and version = ?

-- payouts/bank-payout-store.ts selectBankPayouts
select * from bank_payout where host_id = ? and created_at >= ? and created_at < ? order by created_at, provider_id limit ?

-- payouts/event-store.ts insertEvent
insert into connect_event (id, type, body, received_at, handled_at) values (?, ?, ?, ?, ?)

-- payouts/event-store.ts markEventHandled
update connect_event set handled_at = ? where id = ?

-- payouts/event-store.ts deleteEventsBefore
select id from connect_event where received_at < ? and handled_at is not null order by received_at limit ?
delete from connect_event where id in (?)

-- payouts/plan-store.ts insertPlan
insert into transfer_plan (booking_id, host_id, due_at, first_stay, state, version) values (?, ?, ?, ?, ?, ?)

-- payouts/plan-store.ts selectPlan
select * from transfer_plan where booking_id = ?

-- payouts/plan-store.ts selectWaiting
select * from transfer_plan where host_id = ? and state = ? and due_at <= ? order by due_at, booking_id limit ?

-- payouts/plan-store.ts selectFirstStays
select * from transfer_plan where host_id = ? and state = ? and first_stay = ? order by due_at, booking_id limit ?

-- payouts/plan-store.ts savePlan
update transfer_plan set first_stay = ?, version = ? where booking_id = ? and version = ?

-- payouts/transfer-store.ts insertTransfer
insert into host_transfer (id, booking_id, host_id, amount_minor, currency, created_at, account_id, intent_id, state, provider_id, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- payouts/transfer-store.ts insertReversal
insert into transfer_reversal (id, booking_id, host_id, amount_minor, currency, created_at, transfer_id, state, provider_id, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- payouts/transfer-store.ts selectTransfers
select * from host_transfer where booking_id = ? order by created_at, id

-- payouts/transfer-store.ts selectReversals
select * from transfer_reversal where booking_id = ? order by created_at, id

-- payouts/transfer-store.ts saveTransfer
update host_transfer set state = ?, provider_id = ?, version = ? where id = ? and version = ?

-- payouts/transfer-store.ts saveReversal
update transfer_reversal set state = ?, provider_id = ?, version = ? where id = ? and version = ?

-- pictures/store.ts insertPicture
insert into picture (file_key, kind, state, created_at) values (?, ?, ?, ?)

-- pictures/store.ts findPicture
select kind, state from picture where file_key = ?

-- pictures/store.ts moveState
update picture set state = ? where file_key = ? and state in (?)

-- pictures/store.ts deletePicture
delete from picture where file_key = ?

-- platform/idempotency-store.ts findKey
select input_hash, status, body, lease, lease_until from idempotency_key where actor = ? and route = ? and key = ?

-- platform/idempotency-store.ts insertKey
insert into idempotency_key (actor, route, key, input_hash, status, body, lease, lease_until, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- platform/idempotency-store.ts takeKey
update idempotency_key set lease = ?, lease_until = ? where actor = ? and route = ? and key = ? and lease = ? and status is null

-- platform/idempotency-store.ts saveAnswer
update idempotency_key set status = ?, body = ? where actor = ? and route = ? and key = ? and lease = ? and status is null

-- platform/idempotency-store.ts endLease
update idempotency_key set lease_until = ? where actor = ? and route = ? and key = ? and lease = ? and status is null

-- platform/idempotency-store.ts deleteKeysBefore
select actor, route, key from idempotency_key where created_at < ? order by created_at limit ?
delete from idempotency_key where actor = ? and route = ? and key = ?

-- platform/idempotency-store.ts replaceAnswer
update idempotency_key set status = ?, body = ? where actor = ? and route = ? and key = ? and lease = ? and status is not null

-- platform/job-store.ts insertJob
insert into job (state, attempts, lease, lease_until, last_error, ended_at) values (?, ?, ?, ?, ?, ?)

-- platform/job-store.ts findDue
select id, kind from job where state = ? and run_at <= ? and lease_until <= ? and kind in (?) order by run_at, lease_until, id limit ?

-- platform/job-store.ts leaseJobs
update job set lease = ?, lease_until = ?, attempts = attempts + ? where id = ? and state = ? and run_at <= ? and lease_until <= ?
select id, kind, payload, attempts from job where id in (?) and lease = ? order by run_at, id

-- platform/job-store.ts markDone
update job set state = ?, ended_at = ?, payload = ?, lease = ?, lease_until = ? where id = ? and lease = ? and state = ?

-- platform/job-store.ts markDead
update job set state = ?, ended_at = ?, last_error = ?, lease = ?, lease_until = ? where id = ? and lease = ? and state = ?

-- platform/job-store.ts postpone
update job set run_at = ?, last_error = ?, lease = ?, lease_until = ? where id = ? and lease = ? and state = ?

-- platform/job-store.ts renewLease
update job set lease_until = ? where id = ? and lease = ? and state = ?

-- platform/job-store.ts findJobStatus
select kind, state, run_at, lease_until from job where id = ?

-- platform/job-store.ts findDead
select id, kind, attempts, last_error, created_at, ended_at from job where state = ? order by run_at, id limit ?

-- platform/job-store.ts reviveJobs
update job set state = ?, attempts = ?, run_at = ?, ended_at = ? where id in (?) and state = ?

-- platform/job-store.ts countJobs
select state, count(*) as count from job where state in (?, ?) group by state

-- platform/job-store.ts deleteDoneBefore
select id from job where state = ? and run_at < ? and ended_at < ? order by run_at limit ?
delete from job where id in (?)

-- platform/mail-store.ts insertMail
insert into mail (id, recipient, subject, text_body, html_body, created_at) values (?, ?, ?, ?, ?, ?)

-- platform/mail-store.ts findStoredMail
select * from mail where id = ?

-- platform/mail-store.ts listMails
select id, recipient, subject, created_at from mail order by created_at desc, id desc limit ?

-- platform/mail-store.ts deleteMailsBefore
select id from mail where created_at < ? order by created_at limit ?
delete from mail where id in (?)

-- platform/mail-store.ts deleteMailsTo
delete from mail where recipient = ?

-- platform/outbox-store.ts insertOutbox
insert into outbox (…) values (…)

-- platform/outbox-store.ts findHead
select seq, lease, lease_until from outbox_head where id = ?

-- platform/outbox-store.ts insertHead
insert into outbox_head (id, seq, lease, lease_until) values (?, ?, ?, ?)

-- platform/outbox-store.ts freeHead
update outbox_head set seq = ?, lease = ?, lease_until = ? where id = ? and seq = ? and lease = ?

-- platform/outbox-store.ts moveHead
update outbox_head set seq = ?, lease = ?, lease_until = ? where id = ? and seq = ? and lease = ?

-- platform/outbox-store.ts findEventId
select id from outbox where seq = ?

-- platform/outbox-store.ts hasUnnumbered
select id from outbox where seq is null limit ?

-- platform/outbox-store.ts findUnnumbered
select id, type, payload from outbox where seq is null order by created_at, id limit ?

-- platform/outbox-store.ts numberRow
update outbox set seq = ? where id = ? and seq is null

-- platform/outbox-store.ts eventsAfter
select seq, payload from outbox where seq > ? order by seq limit ?

-- platform/outbox-store.ts unnumberedBacklog
select count(*) as count, min(created_at) as since from outbox where seq is null

-- platform/outbox-store.ts deleteNumberedBefore
select seq, created_at from outbox where seq is not null order by seq limit ?

-- pricing/store.ts selectPlan
select * from price_plan where listing_id = ?

-- pricing/store.ts selectPlans
select * from price_plan where listing_id in (?)

-- pricing/store.ts writePlan
update price_plan set base_minor = ?, weekend_minor = ?, weekly_discount_bp = ?, monthly_discount_bp = ?, cleaning_minor = ?, guests_included = ?, extra_guest_minor = ?, pet_minor = ?, version = version + ? where listing_id = ?
insert into price_plan (listing_id, base_minor, weekend_minor, weekly_discount_bp, monthly_discount_bp, cleaning_minor, guests_included, extra_guest_minor, pet_minor, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- pricing/store.ts selectOverrides
select from_night, until_night, nightly_minor from price_override where listing_id = ? and from_night < ? and until_night > ? order by from_night

-- pricing/store.ts selectOverridesOfMany
select * from price_override where listing_id in (?) and from_night < ? and until_night > ? order by listing_id, from_night

-- pricing/store.ts writeOverrides
delete from price_override where listing_id = ?
insert into price_override (listing_id, from_night, until_night, nightly_minor) values (?, ?, ?, ?)

-- pricing/store.ts selectTerms
select * from market_terms where id = ?

-- pricing/store.ts writeTerms
update market_terms set guest_fee_bp = ?, host_fee_bp = ?, tax = ?, version = version + ? where id = ?
insert into market_terms (id, guest_fee_bp, host_fee_bp, tax, version) values (?, ?, ?, ?, ?)

-- reviews/stay-review-store.ts bumpPair
update review_pair set version = version + ? where booking_id = ?
insert into review_pair (booking_id, published_at, version) values (?, ?, ?)

-- reviews/stay-review-store.ts selectPairs
select * from review_pair where booking_id in (?)
select * from stay_review where booking_id in (?)

-- reviews/stay-review-store.ts saveReview
update stay_review set rating = ?, cleanliness = ?, accuracy = ?, check_in = ?, communication = ?, location = ?, value = ?, body = ?, private_note = ?, written_at = ? where id = ?
insert into stay_review (id, booking_id, side, listing_id, host_id, guest_id, nights, rating, cleanliness, accuracy, check_in, communication, location, value, body, private_note, written_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- reviews/stay-review-store.ts markPublished
update review_pair set published_at = ? where booking_id = ?

-- reviews/stay-review-store.ts selectReviewsOfGuest
select stay_review.*, review_pair.published_at from stay_review inner join review_pair on review_pair.booking_id = stay_review.booking_id where guest_id = ? and side = ? and published_at is not null order by published_at desc limit ?

-- reviews/stay-review-store.ts sumStarsOfGuest
select count(*) as count, sum(rating) as stars from stay_review inner join review_pair on review_pair.booking_id = stay_review.booking_id where guest_id = ? and side = ? and published_at is not null

-- reviews/stay-review-store.ts sumCategories
select count(coalesce(stay_review.cleanliness, review_categories.cleanliness)) as count, sum(coalesce(stay_review.cleanliness, review_categories.cleanliness)) as cleanliness, sum(coalesce(stay_review.accuracy, review_categories.accuracy)) as accuracy, sum(coalesce(stay_review.check_in, review_categories.check_in)) as checkIn, sum(coalesce(stay_review.communication, review_categories.communication)) as communication, sum(coalesce(stay_review.location, review_categories.location)) as location, sum(coalesce(stay_review.value, review_categories.value)) as value from review left join stay_review on stay_review.id = review.id left join review_categories on review_categories.review_id = review.id where review.listing_id = ?

-- reviews/store.ts selectImported
select * from review left join review_categories on review_categories.review_id = review.id where source = ? and source_id in (?)

-- reviews/store.ts insertImported
insert into review (id, source, source_id) values (?, ?, ?)
insert into review_categories (review_id, check_in) values (?, ?)

-- reviews/store.ts updateImported
update review set listing_id = ?, author_name = ?, body = ?, posted_on = ?, rating = ? where id = ?
delete from review_categories where review_id = ?
insert into review_categories (review_id, check_in) values (?, ?)

-- reviews/store.ts selectReviews
select review.*, stay_review.nights, stay_review.guest_id from review left join stay_review on stay_review.id = review.id where review.listing_id = ? and review.body != ? and posted_on <= ? and (posted_on < ? or review.id < ?) order by posted_on desc, review.id desc limit ?

-- reviews/store.ts insertPublished
insert into review (id, source, source_id, listing_id, author_name, body, posted_on, rating) values (?, ?, ?, ?, ?, ?, ?, ?)

-- reviews/store.ts countStars
select rating, count(*) as count from review where listing_id = ? and rating is not null group by rating

-- reviews/store.ts summariseReviews
select count(*) as reviews, count(rating) as rated, sum(rating) as stars, max(posted_on) as latest from review where listing_id = ?

-- reviews/store.ts selectSummary
select * from listing_rating where listing_id = ?

-- reviews/store.ts selectSummaries
select * from listing_rating where listing_id in (?)

-- reviews/store.ts lockSummary
update listing_rating set review_count = review_count where listing_id = ?
insert into listing_rating (listing_id, review_count, rating_hundredths, latest_on) values (?, ?, ?, ?)

-- reviews/store.ts writeSummary
update listing_rating set review_count = ?, rating_hundredths = ?, latest_on = ? where listing_id = ?
insert into listing_rating (listing_id, review_count, rating_hundredths, latest_on) values (?, ?, ?, ?)

-- saved/store.ts bumpDefaultList
update saved_list set version = version + ? where id = ?
insert into saved_list (id, user_id, name, share_token, version, created_at) values (?, ?, ?, ?, ?, ?)

-- saved/store.ts insertList
insert into saved_list (id, user_id, name, share_token, version, created_at) values (?, ?, ?, ?, ?, ?)

-- saved/store.ts selectLists
select * from saved_list where user_id = ? order by created_at, id

-- saved/store.ts selectList
select * from saved_list where id = ? and user_id = ?

-- saved/store.ts selectSharedList
select * from saved_list where share_token = ?

-- saved/store.ts updateName
update saved_list set name = ? where id = ?

-- saved/store.ts updateShareToken
update saved_list set share_token = ? where id = ?

-- saved/store.ts deleteListRows
delete from saved_listing where list_id = ?
delete from saved_list where id = ?

-- saved/store.ts selectSaved
select list_id, listing_id, title, saved_at from saved_list inner join saved_listing on saved_listing.list_id = saved_list.id where user_id = ? order by saved_at desc, listing_id desc

-- saved/store.ts selectListings
select * from saved_listing where list_id = ? order by saved_at desc, listing_id desc

-- saved/store.ts countSaved
select count(*) as saved from saved_list inner join saved_listing on saved_listing.list_id = saved_list.id where user_id = ?

-- saved/store.ts isOnList
select listing_id from saved_listing where list_id = ? and listing_id = ?

-- saved/store.ts insertSaved
insert into saved_listing (list_id, listing_id, title, saved_at) values (?, ?, ?, ?)

-- saved/store.ts deleteSaved
delete from saved_listing where list_id in (?) and listing_id = ?

-- saved/store.ts deleteAllLists
delete from saved_listing where list_id in (select id from saved_list where user_id = ?)
delete from saved_list where user_id = ?

-- search/card-store.ts cardsOf
select listing.id, listing.title, listing.summary, listing.place_type, listing.property_type, listing.town, listing.neighbourhood, listing.capacity, listing.bedrooms, listing.beds, listing.bathroom_halves, listing.instant_book, listing.policy, listing.check_in_from, listing.zone, listing.blur_lat, listing.blur_lng, review_count, rating_hundredths from listing left join listing_rating on listing_rating.listing_id = listing.id where listing.id in (?) and listing.state = ?
select listing_id, id, file_key, width, height, colour, alt, caption, room, formats from photo where listing_id in (?) and position = ?

-- search/night-store.ts takenNights
select unit_id, group_concat(night) as nights, count(*) as count from night_claim where unit_id in (?) and night >= ? and night < ? group by unit_id

-- search/store.ts publishedAfter
select id, place_type, property_type, country, region, town, neighbourhood, blur_lat, blur_lng, zone, capacity, bedrooms, beds, bathroom_halves, pets_max, instant_book, policy, check_in_from, nights_min, nights_max, currency from listing where state = ? and id > ? order by id limit ?
select * from price_plan where listing_id in (?)
select * from listing_rating where listing_id in (?)
select * from listing_amenity where listing_id in (?)
select * from price_override where listing_id in (?) and until_night > ? and from_night < ? order by listing_id, from_night limit ?
select * from stay_rule where listing_id in (?) and until_night > ? and from_night < ? order by listing_id, from_night limit ?
select * from cancellation_policy where id in (?)
select id, listing_id from unit where listing_id in (?) order by listing_id, position
select unit_id, group_concat(night) as nights, count(*) as count from night_claim where unit_id in (?) and night >= ? and night < ? group by unit_id

-- search/store.ts publishedAmong
select id, place_type, property_type, country, region, town, neighbourhood, blur_lat, blur_lng, zone, capacity, bedrooms, beds, bathroom_halves, pets_max, instant_book, policy, check_in_from, nights_min, nights_max, currency from listing where id in (?) and state = ?
select * from price_plan where listing_id in (?)
select * from listing_rating where listing_id in (?)
select * from listing_amenity where listing_id in (?)
select * from price_override where listing_id in (?) and until_night > ? and from_night < ? order by listing_id, from_night limit ?
select * from stay_rule where listing_id in (?) and until_night > ? and from_night < ? order by listing_id, from_night limit ?
select * from cancellation_policy where id in (?)
select id, listing_id from unit where listing_id in (?) order by listing_id, position
select unit_id, group_concat(night) as nights, count(*) as count from night_claim where unit_id in (?) and night >= ? and night < ? group by unit_id

-- search/store.ts takenAmong
select id, listing_id from unit where listing_id in (?) order by listing_id, position
select unit_id, group_concat(night) as nights, count(*) as count from night_claim where unit_id in (?) and night >= ? and night < ? group by unit_id

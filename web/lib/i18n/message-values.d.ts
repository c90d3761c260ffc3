/**
 * What each message must be given; one that needs nothing is not here. `never` is a tag, which only Rich can draw.
 * Made of web/messages by bin/generate.ts.
 */
export type MessageValues = {
  'about.who.lede': { name: string | number }
  'about.who.1.text': { operator: string | number }
  'about.who.3.text': { phone: string }
  'about.letting.4.text': { phone: string; operator: string | number }
  'account.who': { name: string | number; email: string | number }
  'account.since': { when: string | number; seen: string | number }
  'account.endOf': { browser: string | number; when: string | number }
  'account.photo.field': { has: string }
  'account.mailText': { email: string | number }
  'account.mailChanged': { email: string | number }
  'account.passwordHint': { min: string | number }
  'branding.box': { theme: string | number }
  'checkout.back': { title: string | number }
  'checkout.held': { b: never }
  'checkout.phoneHint': { host: string | number }
  'checkout.note': { host: string | number }
  'checkout.agree': { host: string | number }
  'checkout.pay': { amount: string | number }
  'checkout.askNext': { host: string | number; amount: string | number }
  'checkout.wrong.too_late_to_ask': { a: never }
  'checkout.where': { currency: string | number; host: string | number; payout: string | number }
  'checkout.wrong.price_changed': { total: string | number }
  'checkout.wrong.nights_taken': { a: never }
  'editor.pageTitle': { step: string | number; name: string | number }
  'editor.untitled': { kind: string | number; town: string | number }
  'editor.progress': { done: number; all: number }
  'editor.stepOf': { number: number; all: number }
  'editor.rooms.room': { number: number }
  'editor.rooms.name': { number: number }
  'editor.rooms.namePlaceholder': { number: number }
  'editor.units.title': { count: number }
  'editor.units.name': { number: number }
  'editor.units.which': { number: number }
  'editor.texts.summaryHint': { max: number }
  'editor.texts.left': { left: number }
  'editor.prices.base': { currency: string | number }
  'editor.prices.guestsIncludedHint': { capacity: number }
  'editor.example.stay': { adults: number; days: string | number }
  'editor.moments.flexible': { time: string | number }
  'editor.moments.moderate': { time: string | number }
  'editor.moments.limited': { time: string | number }
  'editor.moments.firm': { time: string | number }
  'editor.moments.strict': { time: string | number }
  'editor.review.example': { total: string | number; get: string | number }
  'editor.review.missing': { count: number }
  'editor.review.goTo': { step: string | number }
  'editor.review.first': { count: number }
  'editor.list.what': { kind: string | number; town: string | number }
  'editor.list.units': { count: number }
  'editor.list.nightly': { amount: string | number }
  'editor.list.missing': { what: string | number }
  'editor.list.next': { name: string | number; days: string | number }
  'editor.list.seeOf': { name: string | number }
  'editor.list.calendarOf': { name: string | number }
  'entry.passwordHint': { min: string | number }
  'entry.in.new': { a: never }
  'entry.up.known': { a: never }
  'entry.up.sent': { b: never; email: string | number }
  'entry.up.mailbox': { a: never }
  'entry.forgot.sent': { b: never; email: string | number }
  'entry.reset.bad': { a: never }
  'entry.wrong.password': { min: string | number; max: string | number }
  'filters.bars': { count: number }
  'filters.dearer': { amount: string | number }
  'filters.from': { currency: string | number }
  'filters.to': { currency: string | number }
  'filters.atLeast': { count: number; least: string | number }
  'filters.ratingMin': { rating: string | number }
  'filters.more': { count: number }
  'filters.homes': { count: number }
  'filters.show': { count: number }
  'home.title': { name: string | number }
  'home.titleRegion': { name: string | number; region: string | number }
  'home.sentence': { count: number }
  'home.sentenceRegion': { count: number; region: string | number }
  'home.weekendNote': { days: string | number }
  'home.seeAll': { count: number }
  'home.seasons.about': { count: number; amount: string | number }
  'today.sentence': { weekday: string | number; coming: number; going: number }
  'today.quiet': { weekday: string | number }
  'today.sub': { date: string | number; staying: number }
  'today.conflict': { days: string | number; home: string | number }
  'today.conflictText': { guest: string | number; source: string | number; b: never; by: string | number }
  'today.review': { guest: string | number; home: string | number }
  'today.reviewText': { until: string | number }
  'today.request': { guest: string | number; home: string | number; days: string | number }
  'today.unfinished': { home: string | number }
  'today.arriving': { time: string | number }
  'today.leaving': { time: string | number }
  'today.who': { name: string | number; home: string | number }
  'today.homeUnit': { home: string | number; unit: string | number }
  'today.stay': { nights: number; guests: string | number }
  'today.ring': { phone: string | number }
  'today.month': { month: string | number }
  'today.ofNights': { count: number }
  'today.youGet': { month: string | number }
  'today.reviews': { count: number }
  'today.nightsFree': { count: number; link: never }
  'today.weekDay': { coming: number; both: string; going: number }
  'today.blocked': { home: string | number }
  'today.blockedMany': { count: number }
  'reservations.wayOn': { view: string }
  'reservations.guest': { name: string | number; guests: string | number }
  'reservations.phone': { phone: string | number }
  'reservations.note': { note: string | number }
  'reservations.payout': { amount: string | number }
  'reservations.back': { some: string; amount: string | number }
  'reservations.state': { state: string }
  'request.until': { when: string | number }
  'request.late': { code: string }
  'request.get': { amount: string | number }
  'reservations.noShow.from': { when: string | number }
  'reservations.noShow.said': { when: string | number }
  'noShow.pageTitle': { who: string | number }
  'noShow.ring': { name: string | number }
  'noShow.now': { b: never; amount: string | number; name: string | number; keeps: string | number }
  'noShow.nothing': { name: string | number; b: never; keeps: string | number }
  'noShow.why': { name: string | number }
  'noShow.wrong': { code: string }
  'reservations.own': { view: string }
  'own.title': { who: string | number }
  'own.problem': { code: string }
  'reservation.title': { who: string | number }
  'money.earned': { year: string | number }
  'money.coming': { year: string | number }
  'money.charged': { year: string | number }
  'money.year': { year: string | number }
  'money.before': { year: string | number }
  'money.none': { year: string | number }
  'photos.title': { title: string | number }
  'photos.back': { title: string | number }
  'photos.count': { count: number }
  'photos.sending': { share: number }
  'photos.retry': { name: string | number }
  'photos.dismiss': { name: string | number }
  'photos.sent': { count: number }
  'photos.notSent': { count: number }
  'photos.number': { number: number }
  'photos.notSaved': { field: string }
  'photos.earlier': { number: number }
  'photos.later': { number: number }
  'photos.moved': { number: number; count: number }
  'hostcal.title': { home: string | number }
  'hostcal.previous': { month: string | number }
  'hostcal.caption': { month: string | number; home: string | number }
  'hostcal.bar': { kind: string; guest: string | number; guests: string | number; by: string | number; source: string | number }
  'hostcal.barShort': { kind: string; guest: string | number; source: string | number }
  'hostcal.barSpoken': { kind: string; guest: string | number; from: string | number; until: string | number; by: string | number; source: string | number }
  'hostcal.min': { nights: number }
  'hostcal.night': { day: string | number; price: string | number; state: string; least: number; picked: string }
  'hostcal.goOn': { nights: number }
  'hostcal.conflict': { days: string | number; source: string | number }
  'nights.picked': { nights: number }
  'nights.money': { total: string | number; nights: number; payout: string | number }
  'nights.minUsual': { nights: number }
  'nights.minNights': { nights: number }
  'nights.save': { nights: number }
  'nights.conflicts': { days: string | number }
  'nights.problem': { code: string }
  'lanes.title': { days: string | number }
  'lanes.region': { days: string | number }
  'listings.pageTitle': { title: string | number; kind: string | number; town: string | number }
  'listings.sub': { kind: string | number; where: never; town: string | number }
  'listings.sleeps': { capacity: number }
  'listings.paused': { host: string | number }
  'listings.photos': { count: number; title: string | number }
  'listings.allPhotos': { count: number }
  'listings.photo': { number: number; count: number }
  'listings.counter': { number: number; count: number }
  'listings.photosTitle': { title: string | number }
  'listings.back': { title: string | number }
  'listings.noPhotos.text': { source: string; host: string | number }
  'listings.fact.guests': { count: number }
  'listings.fact.bedrooms': { count: number }
  'listings.fact.beds': { count: number }
  'listings.fact.bathrooms': { count: number }
  'listings.know.self_check_in.text': { time: string | number }
  'listings.know.host_greets.title': { host: string | number }
  'listings.know.host_greets.text': { time: string | number }
  'listings.know.pets.title': { pets: number }
  'listings.know.long_stay.title': { nights: number }
  'listings.sleep.room': { number: number }
  'listings.bed.double': { count: number }
  'listings.bed.king': { count: number }
  'listings.bed.single': { count: number }
  'listings.bed.bunk': { count: number }
  'listings.bed.sofa_bed': { count: number }
  'listings.bed.mattress': { count: number }
  'listings.bed.cot': { count: number }
  'listings.has.all': { count: number }
  'listings.has.none': { host: string | number }
  'listings.dates.stay': { nights: number; days: string | number }
  'listings.dates.min': { nights: number }
  'listings.dates.minFrom': { nights: number; day: string | number }
  'listings.dates.minMax': { nightsMin: number; nightsMax: number }
  'listings.dates.taken': { taken: never }
  'listings.dates.stretch': { from: string | number; to: string | number }
  'listings.dates.write': { price: never }
  'listings.price.nearest': { b: never; days: string | number }
  'listings.price.book': { amount: string | number }
  'listings.price.nearItem': { days: string | number; total: string | number }
  'listings.price.homesFor': { people: number }
  'listings.wrong.stay_too_short': { limit: number }
  'listings.wrong.stay_too_long': { limit: number }
  'listings.wrong.too_late_to_ask': { host: string | number }
  'listings.wrong.too_many_guests': { limit: number }
  'listings.wrong.too_many_pets': { limit: number }
  'listings.wrong.not_priced': { host: string | number }
  'listings.reviews.title': { count: number }
  'listings.reviews.page': { title: string | number }
  'listings.host.title': { host: string | number }
  'listings.host.since': { year: string | number }
  'listings.host.homes': { count: number }
  'listings.where.near': { neighbourhood: string | number; town: string | number }
  'listings.where.town': { town: string | number }
  'listings.where.middle': { town: string | number }
  'listings.where.far': { unit: string; count: number }
  'listings.where.more': { town: string | number }
  'listings.rules.times': { from: string | number; by: string | number }
  'listings.rules.house': { host: string | number }
  'listings.rules.tell': { phone: string | number }
  'lists.pageTitle': { name: string | number }
  'lists.unnamed': { owner: string | number }
  'lists.by': { count: number; owner: string | number }
  'lists.away': { count: number }
  'mailbox.to': { address: string | number }
  'mailbox.at': { when: string | number }
  'search.mapTitle': { count: number }
  'search.asked': { wishes: string | number }
  'search.tooMany': { count: number }
  'search.nothingClose': { count: number }
  'search.insteadPlace': { count: number; km: string | number }
  'search.few': { count: number }
  'search.gives': { count: number; from: string | number }
  'search.without': { amenity: string | number }
  'search.wish': { filter: string }
  'search.wider.dates': { count: number }
  'search.wider.filtersAndPlace': { count: number }
  'operator.open': { what: string | number }
  'operator.cases.compared': { when: string | number }
  'operator.cases.count': { count: number }
  'operator.cases.byItself': { when: string | number }
  'operator.cases.byOperator': { when: string | number }
  'operator.trial.good': { currency: string | number; sum: string | number }
  'operator.trial.bad': { currency: string | number; debits: string | number; credits: string | number }
  'operator.trial.held': { amount: string | number }
  'operator.trial.apart': { ours: string | number; theirs: string | number }
  'operator.trial.table': { currency: string | number }
  'operator.trial.many': { count: number }
  'operator.policies.retire': { name: string | number }
  'operator.policies.offer': { name: string | number }
  'operator.policies.tier': { number: number }
  'operator.policies.change': { name: string | number }
  'operator.policies.now': { name: string | number; words: string | number }
  'operator.policies.done': { what: string }
  'operator.policies.wrong': { code: string }
  'operator.state': { state: string }
  'operator.who': { guest: string | number; host: string | number }
  'operator.happened': { what: string }
  'operator.by': { by: string }
  'operator.kind.policy': { amount: string | number }
  'operator.kind.all': { amount: string | number }
  'operator.amount': { currency: string | number }
  'operator.lineLeft': { amount: string | number }
  'operator.wrong': { code: string }
  'payouts.wrong': { topic: string | number }
  'payouts.overdue': { topic: string | number }
  'payouts.month': { month: string | number }
  'payouts.carried': { amount: string | number }
  'people.title': { name: string | number }
  'people.since': { year: string | number }
  'people.hostSince': { year: string | number }
  'people.speaks': { languages: string | number }
  'people.noAbout': { name: string | number }
  'people.homes': { count: number; name: string | number }
  'people.said': { count: number }
  'photos.refused.picture_format_not_taken': { format: string }
  'review.title': { title: string | number }
  'review.titleOfGuest': { other: string | number }
  'review.stay': { title: string | number; town: string | number; days: string | number }
  'review.rule': { other: string | number; until: string | number }
  'review.canChange': { until: string | number }
  'review.ofGuest': { other: string | number }
  'review.stars': { count: number }
  'review.given': { count: number }
  'review.textOfGuest': { other: string | number }
  'review.count': { count: string | number; max: string | number }
  'review.private': { other: string | number }
  'review.privateHint': { other: string | number }
  'review.saved': { other: string | number; until: string | number }
  'review.missing': { count: number }
  'review.theySaid': { other: string | number }
  'review.theyNothing': { other: string | number }
  'saved.pageTitle': { name: string | number }
  'saved.count': { count: number }
  'saved.which': { title: string | number }
  'saved.new.title': { others: string }
  'search.pageDescription': { site: string | number }
  'search.pageTitle': { count: number; where: string | number }
  'search.found': { count: number }
  'search.foundThere': { count: number; where: string | number }
  'search.foundThen': { count: number; when: string | number }
  'search.foundThereThen': { count: number; where: string | number; when: string | number }
  'search.totals': { nights: number; people: number }
  'search.anyDates': { people: number }
  'search.anyOf': { stay: string; month: string | number }
  'search.cheapest': { people: number }
  'bar.remove': { filter: string | number }
  'filter.rating': { rating: string | number }
  'filter.aNight': { amount: string | number }
  'filter.bedrooms': { count: number }
  'filter.beds': { count: number }
  'filter.bathrooms': { count: number }
  'filter.under': { amount: string | number }
  'filter.over': { amount: string | number }
  'filter.between': { from: string | number; to: string | number }
  'stepper.fewer': { what: string | number }
  'stepper.more': { what: string | number }
  'place.found': { count: number }
  'when.give': { flex: number }
  'when.short': { flex: number }
  'when.arrive': { flex: number }
  'dates.prices': { currency: string | number; nights: number }
  'calendar.priced': { day: string | number; total: string | number }
  'calendar.least': { nights: number; day: string | number }
  'calendar.day.from': { day: string | number }
  'calendar.day.to': { day: string | number }
  'calendar.day.in': { day: string | number }
  'calendar.day.free': { day: string | number }
  'calendar.day.outside': { day: string | number }
  'calendar.day.leaving': { day: string | number }
  'calendar.day.taken': { day: string | number }
  'calendar.day.short': { day: string | number }
  'calendar.day.long': { day: string | number }
  'saved.heart': { title: string | number }
  'foot.runBy': { operator: string | number }
  'foot.built': { name: string | number }
  'rating.spoken': { average: string | number; count: number }
  'stay.nights': { nights: number }
  'guests.adults': { count: number }
  'guests.children': { count: number }
  'guests.infants': { count: number }
  'guests.pets': { count: number }
  'listing.what': { kind: string | number; town: string | number; capacity: number }
  'listing.freeUntil': { day: string | number }
  'kind.entire': { property: string | number }
  'kind.private_room': { property: string | number }
  'kind.shared_room': { property: string | number }
  'kind.hotel_room': { property: string | number }
  'rooms.bedrooms': { count: number }
  'rooms.beds': { count: number }
  'rooms.bathrooms': { count: number; shown: string | number }
  'place.homes': { count: number }
  'price.everything': { nights: number }
  'price.nightly': { nights: number; perNight: string | number }
  'price.nearest': { nights: number; days: string | number }
  'when.around': { days: string | number; flex: number }
  'when.in': { stay: string; month: string | number }
  'map.pin': { home: string | number; total: string | number }
  'pages.where': { number: number; count: number }
  'error.forbidden.signedIn': { name: string | number }
  'error.status': { status: string | number }
  'stays.view': { view: string }
  'stays.part': { show: string }
  'stays.more': { show: string }
  'listings.reviews.rated': { rating: string | number }
  'listings.reviews.nights': { nights: number }
  'listings.reviews.from': { source: string | number }
  'reviews.stars': { count: number }
  'stay.from': { time: string | number }
  'stay.by': { time: string | number }
  'cancel.until': { b: never; moment: string | number }
  'cancel.back': { amount: string | number }
  'policy.back': { kind: string; percent: string | number; nights: number }
  'policy.until': { back: string | number; days: number; both: string; hours: number }
  'policy.untilArrival': { back: string | number }
  'policy.after': { back: string | number }
  'policy.always': { back: string | number }
  'refund.of': { code: string }
  'line.nights': { nights: number; rates: string | number }
  'line.rate.each': { rate: string | number }
  'line.rate.between': { lowest: string | number; highest: string | number }
  'line.weekly_discount': { percent: string | number }
  'line.monthly_discount': { percent: string | number }
  'line.extra_guests': { guests: number; nights: number; rate: string | number }
  'line.pets': { pets: number; rate: string | number }
  'line.guest_fee': { percent: string | number }
  'line.host_fee': { percent: string | number }
  'line.tax': { kind: string; name: string | number; percent: string | number }
  'price.allIn': { nights: number }
  'price.whatsIn': { amount: string | number }
  'trips.wayOn': { view: string }
  'trips.entry': { title: string | number; town: string | number }
  'trips.state': { state: string }
  'trip.offline': { when: string | number }
  'receipt.pageTitle': { title: string | number }
  'receipt.runBy': { operator: string | number }
  'trip.pageTitle': { title: string | number; town: string | number }
  'trip.booking': { code: string | number }
  'trip.inDays': { days: number; town: string | number }
  'trip.here': { town: string | number }
  'trip.was': { town: string | number }
  'trip.with': { title: string | number; host: string | number; guests: string | number }
  'trip.host': { host: string | number }
  'trip.host.who': { host: string | number }
  'trip.help.text': { phone: string }
  'trip.hold.until': { b: never; time: string | number }
  'trip.hold.left': { b: never; minutes: number; seconds: string | number }
  'trip.hold.spoken': { minutes: number }
  'trip.hold.pay': { amount: string | number }
  'trip.request.open': { host: string | number; b: never; when: string | number; amount: string | number }
  'trip.request.accepting': { host: string | number }
  'trip.request.declined': { host: string | number }
  'trip.request.takenBack': { by: string; when: string | number; reason: string | number }
  'trip.expired': { why: string; host: string | number; late: string }
  'trip.review.title': { written: string }
  'trip.review.text': { host: string | number; until: string | number }
  'trip.review.written': { host: string | number; until: string | number }
  'trip.inText': { from: string | number; by: string | number }
  'trip.noAddress': { host: string | number }
  'trip.when.left': { nights: number }
  'trip.when.booked': { amount: string | number }
  'trip.when.refund': { amount: string | number }
  'trip.when.cancelled': { amount: string | number }
  'trip.paid': { paid: string }
  'trip.note': { host: string | number }
  'trip.cancelled.by': { by: string; host: string | number; when: string | number; reason: string | number }
  'trip.cancelled.back': { b: never; amount: string | number }
  'trip.noShow': { host: string | number; when: string | number }
  'trip.refund.state': { state: string; reader: string }
  'trip.refund.line': { amount: string | number; state: string | number }
  'trip.stop.title': { title: string | number }
  'trip.stop.now': { b: never; amount: string | number }
  'trip.stop.until': { moment: string | number }
  'trip.stop.why': { rule: string; from: string | number; days: number; hours: number; percent: string; nights: number; slept: number }
  'trip.stop.better': { moment: string | number; amount: string | number }
  'trip.stop.hostLoses': { loses: string | number; keeps: string | number }
  'trip.stop.do': { amount: string | number }
  'trip.stop.changed': { amount: string | number }
  'alter.title': { title: string | number }
  'alter.proposed': { mine: string }
  'alter.difference': { how: string; viewer: string; amount: string | number }
  'alter.until': { state: string; moment: string | number }
  'alter.pay': { amount: string | number }
  'alter.latest': { state: string }
  'alter.count': { who: string }
  'alter.propose': { other: string | number }
  'alter.then': { moment: string | number }
  'alter.problem': { code: string }
}

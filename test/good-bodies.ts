type Where = Readonly<{ lakeside: string; nowhere: string; /** So many days from today. */ day: (fromToday: number) => string }>

/** A good body for each route that takes one, by method and path: what a test spoils, one field at a time. */
export function goodBodies({ lakeside, nowhere, day }: Where): Record<string, object> {
  const [email, password] = ['kim@example.com', 'a long good password']
  const stay = { listingId: lakeside, checkIn: day(300), checkOut: day(302), adults: 2 }
  const place = {
    placeType: 'entire',
    propertyType: 'house',
    town: 'Portmerrow',
    exact: { lat: 39, lng: -39 },
    currency: 'EUR',
    policy: 'firm',
  }
  const rooms = { capacity: 2, bedrooms: 1, beds: 1, bathrooms: 1, instantBook: true }
  const prices = { baseMinor: 9_000, weekendMinor: null, weeklyDiscountBp: 0, monthlyDiscountBp: 0, cleaningMinor: 0, guestsIncluded: 2 }
  const altered = { checkIn: day(300), checkOut: day(303), adults: 2 }
  const own = { checkIn: day(300), checkOut: day(302), adults: 2, guestName: 'Rosa', guestPhone: '+351 1', note: 'Late.', unitId: null }
  const listing = `/api/v1/listings/${lakeside}`
  return {
    'POST /api/auth/sign-up/email': { name: 'Kim', email, password },
    'POST /api/auth/sign-in/email': { email, password },
    'POST /api/auth/verify-email': { token: 'x' },
    'POST /api/auth/send-verification-email': { email },
    'POST /api/auth/request-password-reset': { email },
    'POST /api/auth/reset-password': { token: 'x', newPassword: password },
    'POST /api/auth/change-password': { currentPassword: password, newPassword: password },
    'POST /api/auth/update-user': { name: 'Kim' },
    'POST /api/v1/hosts/claims': { token: 'x' },
    'POST /api/auth/change-email': { newEmail: email, password },
    'PATCH /api/v1/me': { shownName: 'Kim', about: 'Walks.', languages: ['en'] },
    'POST /api/v1/me/deletion': { password },
    'POST /api/v1/listings': { title: 'The Barn', ...place, ...rooms },
    [`PATCH ${listing}`]: { title: 'Lakeside' },
    [`PUT ${listing}/publication`]: { published: true },
    [`PUT ${listing}/calendar`]: { from: day(400), to: day(401), open: true },
    [`PUT ${listing}/pricing`]: { ...prices, extraGuestMinor: 0, petMinor: 0, overrides: [] },
    [`PATCH ${listing}/photos/${nowhere}`]: { alt: 'Kitchen', caption: 'Breakfast', room: 'kitchen' },
    [`PUT ${listing}/photos/order`]: { photoIds: [] },
    [`PUT ${listing}/nights`]: { from: day(400), to: day(401), open: true, nightly: { minor: 12_000, currency: 'EUR' }, nightsMin: 2 },
    [`POST ${listing}/nights/trial`]: { checkIn: day(300), checkOut: day(302), adults: 2, nightly: { minor: 12_000, currency: 'EUR' } },
    [`PUT ${listing}/units`]: { units: [{ id: null, name: 'Attic' }] },
    [`POST ${listing}/pricing/trial`]: {
      prices: { ...prices, extraGuestMinor: 0, petMinor: 0 },
      checkIn: day(300),
      checkOut: day(302),
      adults: 2,
    },
    'POST /api/v1/hosting/bookings': { listingId: lakeside, ...own },
    [`PUT /api/v1/hosting/bookings/${nowhere}`]: { ...own, version: 1 },
    'POST /api/v1/me/host/payout-account': { country: 'PT' },
    'POST /api/v1/me/lists': { name: 'Summer' },
    [`PATCH /api/v1/me/lists/${nowhere}`]: { name: 'Summer' },
    [`POST /api/v1/operator/bookings/${nowhere}/cancellation`]: {
      reason: 'The roof leaks.',
      refund: { kind: 'all' },
      bornBy: 'host',
      nights: 'blocked',
    },
    [`POST /api/v1/operator/bookings/${nowhere}/refunds`]: {
      reason: 'The heating failed.',
      refund: { kind: 'amount', amount: { minor: 500, currency: 'EUR' } },
      bornBy: 'market',
    },
    'POST /api/v1/operator/policies': {
      name: 'Gentle',
      tiers: [{ daysBefore: 2, keeps: { nightsBeyondSlept: 0, restPercent: 0 } }],
      late: { nightsBeyondSlept: 1, restPercent: 50 },
    },
    [`PATCH /api/v1/operator/policies/${nowhere}`]: { version: 1, name: 'Gentler', offered: false },
    'POST /api/v1/quotes': stay,
    'POST /api/v1/bookings': { ...stay, expectedTotal: { minor: 1, currency: 'EUR' } },
    [`POST /api/v1/bookings/${nowhere}/alterations`]: { ...altered, expectedTotal: { minor: 1, currency: 'EUR' } },
    [`POST /api/v1/bookings/${nowhere}/alterations/preview`]: altered,
    [`POST /api/v1/bookings/${nowhere}/cancellation`]: {},
    [`POST /api/v1/bookings/${nowhere}/no-show`]: { expectedRefund: { minor: 1, currency: 'EUR' } },
    [`POST /api/v1/operator/money/cases/${nowhere}/closure`]: { note: 'A top-up by hand.' },
    [`POST /api/v1/bookings/${nowhere}/reviews`]: { rating: 5, text: 'Warm.' },
  }
}

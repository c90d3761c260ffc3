/** Words that the pages of several sections share, but not all. */
const shared: Readonly<Record<string, readonly string[]>> = {
  home: ['seek'],
  'search/map': ['map'],
  'search/filters': ['amenities', 'filters', 'seek'],
  listings: ['amenities', 'seek', 'stays'],
  host: ['amenities', 'pictures', 'stays'],
  'host/listings': ['seek'],
  'host/bookings': ['seek'],
  'host/money': ['payouts'],
  account: ['pictures'],
  people: ['stays'],
  operator: ['stays', 'trips'],
  trips: ['stays'],
  branding: ['stays'],
  states: ['seek', 'stays'],
}

/**
 * The catalogues a route needs: `site.json` is everywhere, and files named after the route's first segment (`home` for the front
 * page) and the groups it is in, like `(entry)`, come with the pages under it, with what these share with others. A browser downloads no other
 * texts, but for those of a part that is brought when it is asked for, such as `seek.json` with the search panel.
 */
export function cataloguesOf(routeId: string | null) {
  if (routeId === null) return ['site']
  const parts = routeId.split('/').filter((part) => part !== '')
  const groups = parts.filter((part) => part.startsWith('(')).map((part) => part.replace(/[()]/g, ''))
  const [first = 'home', second = ''] = parts.filter((part) => !part.startsWith('('))
  return ['site', ...groups, first, ...(shared[first] ?? []), ...(shared[`${first}/${second}`] ?? [])]
}

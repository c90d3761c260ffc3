/** Words that the pages of several sections share, but not all. */
const shared: Readonly<Record<string, readonly string[]>> = {
  listings: ['amenities'],
  host: ['amenities', 'pictures', 'stays'],
  account: ['pictures'],
  trips: ['stays'],
}

/**
 * The catalogues a route needs: `site.json` is everywhere, and files named after the route's first segment (`home` for the
 * front page) and the groups it is in, like `(entry)`, come with the pages under it. A browser downloads no other texts.
 */
export function cataloguesOf(routeId: string | null) {
  if (routeId === null) return ['site']
  const parts = routeId.split('/').filter((part) => part !== '')
  const groups = parts.filter((part) => part.startsWith('(')).map((part) => part.replace(/[()]/g, ''))
  const first = parts.find((part) => !part.startsWith('('))
  if (first === undefined) return ['site', ...(groups.length > 0 ? groups : ['home'])]
  return ['site', ...groups, first, ...(shared[first] ?? [])]
}

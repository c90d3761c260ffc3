/**
 * The catalogues a route needs: `site.json` is everywhere, and files named after the route's first segment
 * (`home` for the front page) and the groups it is in, like `(entry)`, come with the pages under it. A browser downloads no other texts.
 */
export function cataloguesOf(routeId: string | null) {
  if (routeId === null) return ['site']
  const parts = routeId.split('/').filter((part) => part !== '')
  const first = parts.findIndex((part) => !part.startsWith('('))
  const names = parts.filter((part, index) => part.startsWith('(') || index === first).map((part) => part.replace(/[()]/g, ''))
  return ['site', ...(names.length > 0 ? names : ['home'])]
}

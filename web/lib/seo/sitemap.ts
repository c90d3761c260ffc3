/** The protocol's own limit of addresses in one file. */
export const addressesMax = 50_000

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

export type Entry = Readonly<{ id: string; changedAt: string }>

export const sitemapIndex = (origin: string, listings: number): string => {
  const pages = Math.max(1, Math.ceil(listings / addressesMax))
  const files = Array.from({ length: pages }, (_, page) => `<sitemap><loc>${origin}/sitemap/${page + 1}.xml</loc></sitemap>\n`)
  return `${head}<sitemapindex ${space}>\n${files.join('')}</sitemapindex>\n`
}

/** One file of addresses, in pieces as they are read: a market of millions is never held whole. */
export async function* sitemapPage(origin: string, entries: AsyncIterable<Entry>, first: boolean): AsyncGenerator<string> {
  yield `${head}<urlset ${space}>\n`
  if (first) for (const path of ['/', '/search', '/about']) yield `<url><loc>${origin}${path}</loc></url>\n`
  for await (const { id, changedAt } of entries) yield `<url><loc>${origin}/listings/${id}</loc><lastmod>${changedAt}</lastmod></url>\n`
  yield '</urlset>\n'
}

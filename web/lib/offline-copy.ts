/** A trip's own page, and none under it: those ask the server or change something. */
export const isTrip = (path: string): boolean => /^\/trips\/[0-9a-f-]{36}$/.test(path)

/** What a page is shown with: its styles, its typeface and its pictures, as addresses on this site. */
export function assetsOf(html: string): string[] {
  const links = [...html.matchAll(/<link\b[^>]*\bhref="(\/[^"]+)"[^>]*>/g)].filter(([tag]) => !/modulepreload|canonical/.test(tag))
  const pictures = [...html.matchAll(/<img\b[^>]*\bsrc="(\/[^"]+)"/g)]
  return [...new Set([...links, ...pictures].map(([, address = '']) => address.replaceAll('&amp;', '&')))]
}

/**
 * The page to keep: without scripts, which would ask the server, with one size of each picture, and marked, so that it can say
 * that it is from the store. Its security policy stays, since its styles carry that policy's nonce.
 */
export function storedPage(html: string, headers: Headers): Response {
  const still = html
    .replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replaceAll(/<link\b[^>]*modulepreload[^>]*>/g, '')
    .replaceAll(/<meta\b[^>]*http-equiv="refresh"[^>]*>/g, '')
    .replaceAll(/<source\b[^>]*>/g, '')
    .replaceAll(/(<img\b[^>]*?)\ssrcset="[^"]*"/g, '$1')
    .replace('<html ', '<html data-offline ')
  const kept = ['content-type', 'content-security-policy'].flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value] satisfies [string, string]]
  })
  return new Response(still, { headers: kept })
}

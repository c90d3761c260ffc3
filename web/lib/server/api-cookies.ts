/**
 * Cookies the API sets while a page is being made. They go to the browser exactly as the API wrote them, and along
 * with every later API call of the same request: a sign-in without JavaScript posts, signs in and loads in one go.
 */
export type ApiCookies = Readonly<{
  set: (header: string) => void
  forward: (header: string | null) => string
  all: () => readonly string[]
}>

export function apiCookies(): ApiCookies {
  const headers: string[] = []
  const changed = new Map<string, string | null>()

  function set(header: string) {
    headers.push(header)
    const [pair = '', ...attributes] = header.split(';')
    const [name, value] = cut(pair)
    changed.set(name, attributes.some(ends) ? null : value)
  }

  function forward(header: string | null) {
    const sent = new Map(
      (header ?? '')
        .split(';')
        .filter((pair) => pair.includes('='))
        .map(cut),
    )
    for (const [name, value] of changed) {
      if (value === null) sent.delete(name)
      else sent.set(name, value)
    }
    return [...sent].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  return { set, forward, all: () => headers }
}

function cut(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
}

/** Max-Age=0 is how a cookie is taken back; better-auth and ours both write it. */
const ends = (attribute: string) => /^\s*max-age\s*=\s*(0|-\d+)\s*$/i.test(attribute)

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newPages } from '../pages-world.ts'
import { sameSite } from '../server.ts'

const { app, get, calls } = await newPages()
after(() => app.close())

const stay = 'checkIn=2030-06-12&checkOut=2030-06-15'
const pages = [
  '/',
  '/search',
  `/search?${stay}&amenities=wifi&priceMax=900&currency=EUR&instantBook=true&placeType=entire`,
  `/search?${stay}&amenities=pool&amenities=wifi&bedrooms=3`,
  '/search?place=!',
  `/search/filters?${stay}`,
  `/search/map?${stay}`,
  '/about/who',
  '/about/cancelling',
  '/states',
  '/no-such-page',
]

/** What a reader sees or hears of a page: its text, and the attributes that are read aloud. */
function wordsOf(html: string): string[] {
  const body = html.replaceAll(/<(script|style|noscript)[\s\S]*?<\/\1>/g, ' ')
  const spoken = [...body.matchAll(/\s(?:alt|aria-label|placeholder|title|content)="([^"]*)"/g)].map(([, value = '']) => value)
  const texts = body
    .replaceAll(/<meta name="(viewport|color-scheme)"[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, '\n')
    .split('\n')
  return [...texts, ...spoken.filter((value) => !/^(width=|light dark|https:|website$|noindex)/.test(value))]
    .map((text) => text.trim())
    .filter(Boolean)
}

/** Dates and currencies are Intl's words, not a catalogue's. */
const intl =
  /\b(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?\b|\b(January|February|March|April|May|June|July|August|September|October|November|December|EUR)\b/g

for (const page of pages) {
  test(`every word of ${page} comes from a catalogue`, async () => {
    const { body } = await get(`${page}${page.includes('?') ? '&' : '?'}locale=en-XA`)
    const words = wordsOf(body)
    assert.ok(
      words.some((word) => word.startsWith('[')),
      'the page is in the pseudo-locale',
    )
    assert.deepEqual(
      words.filter((word) =>
        /[a-z]{3}/i.test(
          word
            .replaceAll(intl, '')
            .replaceAll(/#[\da-f]{6}/gi, '')
            .replaceAll(/&\w+;/g, ''),
        ),
      ),
      [],
    )
  })
}

test('a page that runs right to left says so', async () => {
  const { body } = await get('/?locale=ar-XB')
  assert.match(body, /<html lang="ar-EG" dir="rtl"/)
})

test('a page carries its operator’s colour, its reader’s theme, and lets forms reach the provider', async () => {
  const { body, headers } = await get('/', { cookie: 'theme=dark' })
  assert.match(body.slice(0, 200), /<html lang="en-GB" dir="ltr" data-theme="dark" +style="--accent-h:[\d.]+;/)
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /form-action https:\/\/pay\.example 'self' https:\/\/checkout\.stripe\.com/)
  const [, nonce] = /script-src 'self' 'nonce-([^']+)'/.exec(policy) ?? []
  assert.ok(nonce)
  assert.deepEqual(
    [...body.matchAll(/<script[^>]*>/g)].filter(([tag]) => !tag.includes(nonce)),
    [],
  )
  assert.equal(headers['cache-control'], 'private, no-cache')
})

test('the footer’s buttons choose a theme without JavaScript, and lead back to this site only', async () => {
  const choose = (back: string) =>
    app.inject({
      method: 'POST',
      url: '/preferences',
      headers: { ...sameSite, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ theme: 'dark', back }).toString(),
    })
  const reply = await choose('/search?adults=2')
  assert.deepEqual([reply.statusCode, reply.headers.location], [303, '/search?adults=2'])
  assert.match(String(reply.headers['set-cookie']), /^theme=dark; .*HttpOnly; Secure; SameSite=Lax/i)
  for (const back of ['//evil.example', 'https://evil.example/x', '/\\evil.example', 'javascript:alert(1)', '\t//evil.example'])
    assert.doesNotMatch(String((await choose(back)).headers.location), /evil|javascript/, back)
})

test('a page asks the API as its reader: their cookies, their address, and new cookies go home', async () => {
  calls.length = 0
  const { headers } = await get('/about/who', { cookie: 'sojourn.session_token=old; theme=dark' })
  assert.deepEqual(calls, [
    { url: '/api/v1/me', cookie: 'sojourn.session_token=old; theme=dark', ip: '192.0.2.7' },
    { url: '/api/v1/me/saved', cookie: 'sojourn.session_token=renewed; theme=dark', ip: '192.0.2.7' },
  ])
  assert.deepEqual([headers['set-cookie']].flat(), ['sojourn.session_token=renewed; Path=/; HttpOnly'])
})

test('a reader who is not signed in costs no question who they are', async () => {
  calls.length = 0
  await get('/about/who')
  assert.deepEqual(calls, [])
})

test('a search that fails says so and offers another try', async () => {
  const { statusCode, body } = await get('/search?place=!')
  assert.equal(statusCode, 200)
  assert.match(body, /The search didn’t answer\./)
})

test('a search without results names each wish that would give some', async () => {
  const { body } = await get(`/search?${stay}&amenities=pool&bedrooms=3`)
  assert.match(body, /Nothing free for 12\u2060–\u206015 June/)
  const link = (dates: string, wish: string, text: string) =>
    new RegExp(`<a href="/search\\?${dates}${wish}"[^>]*><b[^>]*>${text}</b><small[^>]*>2 homes`)
  assert.match(body, link('checkIn=2030-06-12&amp;checkOut=2030-06-15', '&amp;bedrooms=3', 'Without: Pool'))
  assert.match(body, link('checkIn=2030-06-13&amp;checkOut=2030-06-16', '&amp;bedrooms=3&amp;amenities=pool', '13[^<]*June[^<]*'))
  assert.doesNotMatch(body, /Any number of bedrooms/, 'letting go of the bedrooms alone gives none')
  assert.doesNotMatch(body, /In towns nearby/, 'where there are none, none are offered')
})

test('every control of a search is a link or a form field', async () => {
  const { body } = await get(`/search?${stay}&amenities=wifi`)
  assert.match(body, /<a class="[^"]*chip[^"]*" href="\/search\?checkIn=2030-06-12&amp;checkOut=2030-06-15"[^>]*aria-label="Remove Wifi"/)
  assert.match(body, /href="\/listings\/home-1\?checkIn=2030-06-12&amp;checkOut=2030-06-15"/)
  assert.match(body, /href="\/search\?checkIn=2030-06-12&amp;checkOut=2030-06-15&amp;amenities=wifi&amp;page=on"/)
  const { body: front } = await get('/')
  for (const name of ['place', 'checkIn', 'checkOut', 'adults', 'children', 'infants', 'pets'])
    assert.match(front, new RegExp(`<input[^>]* name="${name}"`), name)
})

test('no link of the frame leads nowhere', async () => {
  const links = new Set<string>()
  for (const cookie of ['', 'sojourn.session_token=x']) {
    const { body } = await get('/', { cookie })
    for (const [, href = ''] of body.matchAll(/<a [^>]*href="(\/[^"#?]*)/g)) if (!/^\/(listings|api)\//.test(href)) links.add(href)
  }
  assert.ok(links.size > 8)
  for (const link of links) assert.ok((await get(link)).statusCode < 400, link)
})

test('an unknown page is a kind 404', async () => {
  const { statusCode, body } = await get('/no-such-page')
  assert.equal(statusCode, 404)
  assert.match(body, /Nobody lives at this address/)
})

test('the styles of a page weigh at most 14 kB, its own text at most 20 kB', async () => {
  const { gzipSync } = await import('node:zlib')
  for (const page of ['/', `/search?${stay}`]) {
    const { body } = await get(page)
    const links = [...body.matchAll(/<link href="(\/_app\/[^"]+\.css)"[^>]*>/g)]
    // What is in the page already has a link that is switched off, so that later pages don't fetch it again.
    const sheets = new Set(links.filter(([tag]) => !/\sdisabled\s/.test(tag)).map(([, href = '']) => href))
    const files = await Promise.all([...sheets].map(async (href) => (await app.inject(href)).rawPayload))
    const inline = [...body.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css = '']) => css).join('')
    const styles = files.reduce((sum, file) => sum + gzipSync(file).length, gzipSync(inline).length)
    assert.ok(styles <= 14 * 1024, `${page}: ${styles} bytes of styles`)
    const html = gzipSync(body.replaceAll(/<style[\s\S]*?<\/style>/g, '')).length
    assert.ok(html <= 20 * 1024, `${page}: ${html} bytes of text`)
  }
})

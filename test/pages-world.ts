import { existsSync } from 'node:fs'
import { ensureSite } from '../bin/site.mjs'
import type { App } from '../src/platform/http/app.ts'
import { mapFileUrl } from '../src/config.ts'
import { mapFileRoutes } from '../src/platform/http/map-file.ts'
import { newApiCaller } from '../src/platform/http/in-process.ts'
import { parseBbox } from '../src/search/where-asked.ts'
import { newAreas } from '../src/search/places/areas.ts'
import { loadWorld } from '../src/search/places/world.ts'
import { namesOnMap } from '../src/search/places/names-on-map.ts'
import { loadSite, mountSite, siteEnvironment } from '../src/platform/http/site.ts'
import type { components } from '../web/lib/api/schema.d.ts'
import { newServer, origin } from './server.ts'

type Search = components['schemas']['Search']
type Home = components['schemas']['SearchResult']

/** Names without a letter: what is left in Latin letters on a page in a pseudo-locale was not in a catalogue. */
const home = (number: number): Home => ({
  listingId: `home-${number}`,
  title: `№ ${number}`,
  summary: '…',
  photo: null,
  placeType: 'entire',
  propertyType: 'cabin',
  town: '№ 0',
  neighbourhood: null,
  capacity: 4,
  bedrooms: 1,
  beds: 3,
  bathrooms: 1,
  instantBook: true,
  policy: 'flexible',
  freeCancellationUntil: '2030-06-11T15:00:00.000Z',
  zone: 'UTC',
  rating: { average: 4.9, count: 12 },
  location: { lat: 39.1, lng: -39.2 },
  price: { total: { minor: 42_400, currency: 'EUR' }, nights: 3, checkIn: '2030-06-12', checkOut: '2030-06-15' },
})

const merrow: [number, number, number, number] = [-39.4, 38.9, -39, 39.3]

/** Two homes on a map of `box`: in the middle, and half way to its corner. */
const pinsIn = ([west, south, east, north]: Search['bbox'] & object): Search['pins'] =>
  [0.5, 0.75].map((share, index) => ({
    listingId: `home-${index + 1}`,
    placeType: 'entire',
    propertyType: 'cabin',
    count: 1,
    lat: south + (north - south) * share,
    lng: west + (east - west) * share,
    total: { minor: 42_400, currency: 'EUR' },
  }))

const otherwise: Search['instead'] = {
  dates: [{ checkIn: '2030-06-13', checkOut: '2030-06-16', count: 2, from: null }],
  places: [],
  filters: [{ filter: 'amenities', value: 'pool', total: 2 }],
}

/** Six homes, two of them on a map if one asks for its area; none for who wants a pool, and no answer at all at the place '!'. */
function search({ place, amenities, bbox }: { place?: string; amenities?: string; bbox?: string }): Search {
  if (place === '!') throw new Error('planted: the search fails')
  const results = amenities?.includes('pool') ? [] : [1, 2, 3, 4, 5, 6].map(home)
  const [west, south, east, north] = bbox?.split(',').map(Number) ?? merrow
  const area: Search['bbox'] = [west ?? 0, south ?? 0, east ?? 0, north ?? 0]
  return {
    total: results.length,
    place: null,
    bbox: area,
    results,
    histogram: { currency: 'EUR', from: 20_000, step: 5000, counts: [1, 2, 3] },
    facets: null,
    instead: results.length > 0 ? null : otherwise,
    pins: bbox ? pinsIn(area) : [],
    nextCursor: results.length > 0 ? 'on' : null,
    previousCursor: null,
    page: { number: 1, count: results.length > 0 ? 2 : 1 },
  }
}

const areas = newAreas()

async function names({ bbox }: { bbox: string }) {
  const box = parseBbox(bbox)
  return { items: box.ok ? namesOnMap({ world: await loadWorld(), areas }, box.value, 60) : [] }
}

type Tiles = { kind: 'pictures' | 'pmtiles'; url: string; attribution: string } | null

/** The built site on a server of its own, with an API that has six nameless homes. `mapFile`: the operator's own tiles. */
export async function newPages({ mapFile }: { mapFile?: string } = {}) {
  await ensureSite()
  const file = new URL('../build/handler.js', import.meta.url)
  if (!existsSync(file)) throw new Error('the site is not built')
  Object.assign(process.env, siteEnvironment)
  const site: { tiles: Tiles; [setting: string]: unknown } = {
    name: '№',
    region: '',
    testing: true,
    accent: '#7a2f4b',
    formTargets: ['https://pay.example'],
    tiles: null,
    report: () => undefined,
  }
  const calls: { url: string; cookie: string | undefined; ip: string }[] = []
  const { app } = await newServer(async (server: App) => {
    server.addHook('onRequest', async ({ url, headers, ip }) => {
      if (url.startsWith('/api/')) calls.push({ url, cookie: headers.cookie, ip })
    })
    const config = { access: 'public' } as const
    server.get('/api/v1/search', { config }, async ({ query }) => search(query as { place?: string; amenities?: string; bbox?: string }))
    server.get('/api/v1/places', { config }, async () => ({ items: [] }))
    server.get('/api/v1/places/on-map', { config }, async ({ query }) => names(query as { bbox: string }))
    server.get('/api/v1/me', { config }, async (_request, reply) => {
      void reply.header('set-cookie', 'sojourn.session_token=renewed; Path=/; HttpOnly')
      return { user: { id: '1', name: '№', email: '1@1.1', emailVerified: true }, roles: [], host: null }
    })
    Object.assign(globalThis, {
      [Symbol.for('sojourn.api')]: newApiCaller(server),
      [Symbol.for('sojourn.site')]: site,
    })
    if (mapFile) await mapFileRoutes(server, { url: mapFileUrl, file: mapFile })
    const handler = await loadSite(file.href)
    await mountSite(server, { handler, originOf: () => origin })
  })
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers, remoteAddress: '192.0.2.7' })
  /** Which tiles maps draw from now on. */
  const setTiles = (tiles: Tiles) => void (site.tiles = tiles)
  return { app, get, calls, setTiles }
}

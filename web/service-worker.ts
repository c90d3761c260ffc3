/// <reference lib="webworker" />
import { version } from '$app/env'
import { assetsOf, isTrip, storedPage } from './lib/offline-copy.ts'

/**
 * Trips that were opened on this device stay readable without a network. It is registered by a trip's page alone, and keeps
 * what that page asks it to: the trip as plain HTML without scripts, with the styles and pictures on it. What is kept belongs
 * to whoever was signed in: a page made for anybody else, or signing out, throws it away.
 */
const worker = self as unknown as ServiceWorkerGlobalScope

const shell = `shell ${version}`
const tripsOf = (reader: string) => `trips ${reader}`
const tripsMax = 20
/** Whom a page was made for: a user's id, or 'none'. */
const readerHeader = 'x-reader'
const nobody = 'none'

worker.addEventListener('install', (event) => event.waitUntil(begin()))
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()))
worker.addEventListener('message', (event) => {
  const path: unknown = (event.data as { keep?: unknown } | null)?.keep
  if (typeof path === 'string' && isTrip(path)) event.waitUntil(keep(path))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (origin !== worker.location.origin) return
  if (request.method === 'POST' && pathname === '/sign-out') return event.waitUntil(forgetAllBut(nobody))
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(open(request, pathname))
  else if (['style', 'font', 'image'].includes(request.destination)) event.respondWith(asset(request))
})

async function begin(): Promise<void> {
  const answer = await fetch('/offline', { credentials: 'omit' })
  if (answer.ok) await store(shell, '/offline', answer)
  await worker.skipWaiting()
}

async function takeOver(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('shell ') && name !== shell).map((name) => caches.delete(name)))
  await worker.clients.claim()
}

async function keep(path: string): Promise<void> {
  const answer = await fetch(path, { credentials: 'same-origin' })
  const reader = answer.headers.get(readerHeader) ?? nobody
  if (!answer.ok || answer.redirected || reader === nobody) return
  await forgetAllBut(reader)
  await store(tripsOf(reader), path, answer)
  const cache = await caches.open(tripsOf(reader))
  const trips = (await cache.keys()).filter(({ url }) => isTrip(new URL(url).pathname))
  for (const old of trips.slice(0, -tripsMax)) await cache.delete(old)
}

async function store(name: string, path: string, answer: Response): Promise<void> {
  const html = await answer.text()
  const cache = await caches.open(name)
  await Promise.all(assetsOf(html).map((url) => cache.add(url).catch(() => undefined)))
  await cache.delete(path)
  await cache.put(path, storedPage(html, answer.headers))
}

async function forgetAllBut(reader: string): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('trips ') && name !== tripsOf(reader)).map((name) => caches.delete(name)))
}

async function open(request: Request, pathname: string): Promise<Response> {
  try {
    const answer = await fetch(request)
    const reader = answer.headers.get(readerHeader)
    if (reader) await forgetAllBut(reader)
    return answer
  } catch (error) {
    const kept = isTrip(pathname) ? await caches.match(pathname, { ignoreSearch: true }) : undefined
    const page = kept ?? (await caches.match('/offline'))
    if (page) return page
    throw error
  }
}

async function asset(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await caches.match(request)
    if (kept) return kept
    throw error
  }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOpen, robotsText } from './robots.ts'
import { addressesMax, sitemapIndex, sitemapPage } from './sitemap.ts'

const origin = 'https://stay.example'

test('robots may read what is for everybody, where everybody can reach it', () => {
  assert.equal(isOpen(origin, false), true)
  for (const local of ['http://127.0.0.1:8080', 'http://localhost:3000', 'http://[::1]:3000']) assert.equal(isOpen(local, false), false)
  assert.equal(isOpen(origin, true), false, 'a demo is not for search engines')
  const open = robotsText({ origin, open: true })
  for (const path of ['/api/', '/trips', '/account', '/host', '/saved', '/lists/'])
    assert.match(open, new RegExp(`^Disallow: ${path}$`, 'm'))
  assert.match(open, /^Sitemap: https:\/\/stay.example\/sitemap.xml$/m)
  assert.doesNotMatch(open, /^Disallow: \/$/m)
  assert.equal(robotsText({ origin, open: false }), 'User-agent: *\nDisallow: /\n')
})

test('a map of the site has a file for each 50,000 homes', async () => {
  for (const [homes, files] of [
    [0, 1],
    [1, 1],
    [addressesMax, 1],
    [addressesMax + 1, 2],
  ] as const) {
    assert.equal(sitemapIndex(origin, homes).match(/<loc>/g)?.length, files)
  }
  async function* two() {
    yield { id: 'a', changedAt: '2030-01-01T00:00:00.000Z' }
    yield { id: 'b', changedAt: '2030-01-02T00:00:00.000Z' }
  }
  const page = (await Array.fromAsync(sitemapPage(origin, two(), false))).join('')
  assert.equal(
    page,
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' +
      '<url><loc>https://stay.example/listings/a</loc><lastmod>2030-01-01T00:00:00.000Z</lastmod></url>\n' +
      '<url><loc>https://stay.example/listings/b</loc><lastmod>2030-01-02T00:00:00.000Z</lastmod></url>\n</urlset>\n',
  )
})

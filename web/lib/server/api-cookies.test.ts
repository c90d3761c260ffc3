import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiCookies } from './api-cookies.ts'

test('what signs a reader in goes to the browser as it is, and along with the next call at once', () => {
  const cookies = apiCookies()
  const header = 'better-auth.session_token=abc.d%2Fe%3D; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax'
  cookies.set(header)
  assert.deepEqual(cookies.all(), [header])
  assert.equal(cookies.forward('theme=dark; better-auth.session_token=old'), 'theme=dark; better-auth.session_token=abc.d%2Fe%3D')
  assert.equal(cookies.forward(null), 'better-auth.session_token=abc.d%2Fe%3D')
})

test('what signs a reader out is no longer sent along', () => {
  const cookies = apiCookies()
  cookies.set('better-auth.session_token=; Max-Age=0; Path=/')
  assert.equal(cookies.forward('better-auth.session_token=abc; theme=dark'), 'theme=dark')
})

test('a reader without cookies sends none', () => {
  assert.equal(apiCookies().forward(null), '')
  assert.equal(apiCookies().forward('; ;'), '')
})

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { newAccounts, password, signUp, tokenIn } from '../../test/accounts-server.ts'
import { forEachDatabase } from '../../test/databases.ts'

const listFile = new URL('../../../shared/data/hostile/blns/blns.json', import.meta.url)

/** Ours always; the big list of naughty strings where it is there. */
const naughty = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  "' or 1=1 --",
  '"; drop table user; --',
  '<script>alert(1)</script>',
  '{{7*7}} ${7*7} %s %n',
  '\u202Etxt.exe',
  '\ud800',
  'Zoë Ångström',
  '名前',
  'عبد الله',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿👩‍👩‍👧',
  'Ｆｕｌｌ',
  '\u200b',
  '../../etc/passwd',
  'a\r\nBcc: all@example.com',
  '__proto__',
  'null',
  '-0',
  'x'.repeat(100),
  'x'.repeat(101),
  ...(existsSync(listFile) ? (JSON.parse(readFileSync(listFile, 'utf8')) as string[]) : []),
]

forEachDatabase('a strange name is kept as it is or refused with a reason, and never breaks anything', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const page = await signUp(accounts, { email: 'ana@example.com', name: 'Ana' })
  for (const name of naughty) {
    const reply = await page.post('/api/auth/update-user', { name })
    const kept = (await page.get('/api/v1/me')).json<{ user: { name: string } }>().user.name
    if (reply.statusCode === 200) assert.equal(kept, name.trim())
    else
      assert.deepEqual(
        [reply.statusCode, reply.json<{ issues: { path: string }[] }>().issues[0]?.path],
        [400, 'name'],
        JSON.stringify(name),
      )
  }
})

forEachDatabase('a strange address is refused or taken for exactly itself', async (t, db) => {
  const accounts = await newAccounts(t, db)
  for (const email of naughty.flatMap((text) => [text, `${text}@example.com`, `ana@${text}`])) {
    const reply = await accounts.browser().post('/api/auth/sign-in/email', { email, password })
    const { code } = reply.json<{ code: string }>()
    assert.ok(['invalid_request', 'invalid_email_or_password'].includes(code), `${code} for ${JSON.stringify(email)}`)
  }
})

forEachDatabase('a strange password works, exactly as it was typed', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const strange = naughty.filter((text) => text.length >= 10 && text.length <= 128 && text.isWellFormed()).slice(0, 8)
  assert.ok(strange.length > 3)
  const page = await signUp(accounts, { email: 'ana@example.com' })
  let current = password
  for (const newPassword of strange) {
    assert.equal((await page.post('/api/auth/change-password', { currentPassword: current, newPassword })).statusCode, 200)
    current = newPassword
  }
  assert.equal((await page.post('/api/auth/sign-in/email', { email: 'ana@example.com', password: current })).statusCode, 200)
  assert.equal((await page.post('/api/auth/sign-in/email', { email: 'ana@example.com', password: `${current} ` })).statusCode, 401)
})

const wrongs: [what: string, url: string, body: object][] = [
  ['no body', '/api/auth/sign-in/email', {}],
  ['numbers for words', '/api/auth/sign-up/email', { name: 1, email: 2, password: 3 }],
  ['lists for words', '/api/auth/sign-in/email', { email: ['ana@example.com'], password: [password] }],
  ['a password that is too short', '/api/auth/sign-up/email', { name: 'A', email: 'a@example.com', password: 'short' }],
  ['a password without end', '/api/auth/sign-up/email', { name: 'A', email: 'a@example.com', password: 'x'.repeat(129) }],
  ['two addresses in one', '/api/auth/request-password-reset', { email: 'a@example.com, b@example.com' }],
  ['an address with a header in it', '/api/auth/request-password-reset', { email: 'a@example.com\r\nBcc: b@example.com' }],
  ['a way on to another site', '/api/auth/sign-up/email', { name: 'A', email: 'a@example.com', password, next: '//evil.example' }],
  ['a way on by a script', '/api/auth/sign-up/email', { name: 'A', email: 'a@example.com', password, next: 'javascript:alert(1)' }],
  ['a way on with a backslash', '/api/auth/sign-up/email', { name: 'A', email: 'a@example.com', password, next: '/\\evil.example' }],
  ["a role of one's own choice", '/api/auth/verify-email', { role: 'operator' }],
]

forEachDatabase('what makes no sense is refused before anybody is made or mailed', async (t, db) => {
  const accounts = await newAccounts(t, db)
  for (const [what, url, body] of wrongs) {
    const reply = await accounts.browser().post(url, body)
    assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [400, 'invalid_request'], what)
  }
  for (const token of ['nonsense', 'a.b.c', 'x'.repeat(1999)]) {
    const reply = await accounts.browser().post('/api/auth/verify-email', { token })
    assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [401, 'invalid_token'])
  }
  assert.deepEqual([(await db.selectFrom('user').select('id').execute()).length, (await accounts.mails()).length], [0, 0])
})

forEachDatabase('who adds a role to the sign-up gets none', async (t, db) => {
  const accounts = await newAccounts(t, db)
  const page = accounts.browser()
  const extra = { role: 'operator', roles: ['operator'], emailVerified: true, id: 'x', image: 'https://evil.example/x.png' }
  assert.equal((await page.post('/api/auth/sign-up/email', { name: 'A', email: 'a@example.com', password, ...extra })).statusCode, 200)
  const [user] = await db.selectFrom('user').selectAll().execute()
  assert.deepEqual([user?.emailVerified, user?.image, user?.id === 'x'], [0, null, false])
  await page.post('/api/auth/verify-email', { token: tokenIn(await accounts.lastMail()) })
  assert.deepEqual((await page.get('/api/v1/me')).json<{ roles: string[] }>().roles, [])
})

forEachDatabase('a browser that calls itself something endless can still sign in', async (t, db) => {
  const accounts = await newAccounts(t, db)
  await signUp(accounts, { email: 'ana@example.com' })
  const reply = await accounts.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email: 'ana@example.com', password },
    headers: { 'user-agent': 'é🏡'.repeat(1000) },
  })
  assert.equal(reply.statusCode, 200)
})

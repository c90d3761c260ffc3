import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newBrowser, tokenIn } from './accounts-server.ts'
import { databases } from './databases.ts'
import { newWorld } from './world.ts'

const person = { name: 'Leonie Wachtelberg', email: 'leonie.wachtelberg@example.com', password: 'sehr geheime Worte 123' }

for (const database of databases()) {
  test(
    `a whole journey leaves no name, address, password, token or cookie in the log [${database.name}]`,
    { skip: database.skip },
    async (t) => {
      const world = await newWorld({ database })
      t.after(world.stop)
      const secrets = new Set<string>([...Object.values(person), 'Leonie', 'wachtelberg', 'leonie'])
      const page = newBrowser(world.app.server, world.origin)
      const mailed = async () => {
        await world.settle()
        const { items } = (await page.get('/api/v1/development/mails')).json<{ items: { id: string }[] }>()
        return (await page.get(`/api/v1/development/mails/${items[0]?.id ?? ''}`)).json<{
          text: string
          to: string
          subject: string
          html: string
        }>()
      }

      await page.post('/api/auth/sign-up/email', { ...person, next: '/checkout' })
      const verification = tokenIn(await mailed())
      await page.get(`/verify-email?token=${verification}`)
      await page.post('/api/auth/verify-email', { token: verification })
      await page.post('/api/auth/sign-in/email', { email: person.email, password: 'not the password at all' })
      await page.post('/api/auth/sign-in/email', { email: person.email, password: person.password })
      await page.post('/api/auth/request-password-reset', { email: person.email })
      world.clock.pass(1000)
      const reset = tokenIn(await mailed())
      await page.post('/api/auth/reset-password', { token: reset, newPassword: 'neue geheime Worte 456' })
      await page.post('/api/auth/sign-in/email', { email: person.email, password: 'neue geheime Worte 456' })
      await page.get('/api/v1/me')
      await page.post('/api/auth/sign-up/email', { name: person.name, email: person.email, password: 7 })
      const bearer = await world.app.server.inject({
        url: '/api/v1/me?email=leonie.wachtelberg@example.com',
        headers: { authorization: 'Bearer abcdefgh12345678' },
      })
      assert.equal(bearer.statusCode, 401)
      await world.confirmed(world.ben, { listingId: world.lakeside, checkIn: '2030-07-01', checkOut: '2030-07-04' })
      world.app.server.log.error(
        {
          err: Object.assign(new Error(`Duplicate entry '${person.email}' for key 'email'`), {
            sql: "insert into booking (guest_note) values ('arriving with the night ferry')",
            sqlMessage: "Data too long: 'arriving with the night ferry'",
          }),
          body: { password: person.password },
        },
        'planted',
      )

      for (const value of [
        verification,
        reset,
        ...page.jar.values(),
        world.ben.token,
        world.ben.email,
        'abcdefgh12345678',
        'arriving with the night ferry',
        'neue geheime Worte 456',
      ]) {
        assert.ok(value.length >= 8, 'a secret to look for')
        secrets.add(value)
      }
      const log = world.lines.join('')
      assert.ok(world.lines.length > 20, 'the journey was logged')
      assert.ok(log.includes('"route":"/api/auth/verify-email"') && log.includes('planted'))
      for (const secret of secrets) {
        const leak = world.lines.find((line) => line.includes(secret) || line.includes(encodeURIComponent(secret)))
        assert.equal(leak, undefined, `the log tells ${secret}`)
      }
    },
  )
}

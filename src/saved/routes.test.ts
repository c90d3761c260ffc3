import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { write } from '../platform/db.ts'
import { databases } from '../../test/databases.ts'
import { newWorld, type Person, type World } from '../../test/world.ts'
import { forgetSaved } from './forget-person.ts'
import { listsMax, savedMax } from './list.ts'

type Home = { listingId: string; title: string; price: { total: { minor: number } } | null }
type Head = { id: string; name: string; default: boolean; token: string | null; count: number }
type List = Head & { items: { listingId: string; title: string; home: Home | null }[] }
type Shared = { name: string; owner: string; items: Home[]; away: number }

function inEachWorld(title: string, run: (world: World, t: TestContext) => Promise<void>): void {
  for (const database of databases()) {
    test(`${title} [${database.name}]`, { skip: database.skip }, async (t) => {
      const world = await newWorld({ database })
      t.after(world.stop)
      await world.settle()
      await run(world, t)
    })
  }
}

const saved = async ({ as }: World, who: Person) =>
  (await as(who).get('/me/saved')).json<{ items: { listingId: string; lists: string[] }[] }>().items
const lists = async ({ as }: World, who: Person) => (await as(who).get('/me/lists')).json<{ items: Head[] }>().items

async function newList(world: World, who: Person, name: string): Promise<string> {
  const made = await world.as(who).post('/me/lists', { name })
  assert.equal(made.statusCode, 201, made.payload)
  return made.json<Head>().id
}

inEachWorld('one press on a heart saves a home, a second one changes nothing, and taking it away is undone by its lists', async (world) => {
  const { as, ben, lakeside } = world
  assert.deepEqual(await lists(world, ben), [])
  for (let press = 0; press < 2; press++) {
    const put = await as(ben).put(`/me/saved/${lakeside}`)
    assert.equal(put.statusCode, 200, put.payload)
  }
  const [hearts] = await lists(world, ben)
  assert.deepEqual([hearts?.name, hearts?.default, hearts?.count, hearts?.token], ['', true, 1, null])
  const summer = await newList(world, ben, 'Summer')
  assert.equal((await as(ben).put(`/me/lists/${summer}/listings/${lakeside}`)).statusCode, 200)
  assert.deepEqual(
    (await saved(world, ben)).map(({ listingId, lists: on }) => [listingId, on.toSorted()]),
    [[lakeside, [String(hearts?.id), summer].toSorted()]],
  )
  const off = (await as(ben).delete(`/me/saved/${lakeside}`)).json<{ saved: boolean; lists: string[] }>()
  assert.deepEqual([off.saved, off.lists.toSorted()], [false, [String(hearts?.id), summer].toSorted()])
  assert.deepEqual(await saved(world, ben), [])
  for (const list of off.lists) await as(ben).put(`/me/lists/${list}/listings/${lakeside}`)
  assert.equal((await saved(world, ben))[0]?.lists.length, 2)
})

inEachWorld("a list is nobody else's to see or to change", async (world) => {
  const { as, ben, eve, otto, lakeside } = world
  const list = await newList(world, ben, 'Summer')
  await as(ben).put(`/me/lists/${list}/listings/${lakeside}`)
  for (const other of [eve, otto]) {
    const tries = [
      await as(other).get(`/me/lists/${list}`),
      await as(other).patch(`/me/lists/${list}`, { name: 'Mine' }),
      await as(other).delete(`/me/lists/${list}`),
      await as(other).put(`/me/lists/${list}/listings/${lakeside}`),
      await as(other).delete(`/me/lists/${list}/listings/${lakeside}`),
      await as(other).post(`/me/lists/${list}/share`),
      await as(other).delete(`/me/lists/${list}/share`),
    ]
    for (const reply of tries) assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [404, 'list_not_found'])
  }
  const mine = (await as(ben).get(`/me/lists/${list}`)).json<List>()
  assert.deepEqual([mine.name, mine.token, mine.items.map(({ title }) => title)], ['Summer', null, ['Lakeside']])
})

inEachWorld('a link opens a list until it is taken back, and says no more of its owner than the name they show', async (world) => {
  const { as, lakeside } = world
  const zoe = await world.newGuest('Zoë Marchetti')
  const list = await newList(world, zoe, 'Walks with Pa')
  await as(zoe).put(`/me/lists/${list}/listings/${lakeside}`)
  const { token, url } = (await as(zoe).post(`/me/lists/${list}/share`)).json<{ token: string; url: string }>()
  assert.match(url, new RegExp(`^http://[^/]+/lists/${token}$`))
  assert.match(token, /^[\w-]{43}$/)
  assert.equal((await as(zoe).post(`/me/lists/${list}/share`)).json<{ token: string }>().token, token, 'an open list keeps its link')
  const open = await as(null).get(`/lists/${token}`)
  const { name, owner, items, away } = open.json<Shared>()
  assert.deepEqual([name, owner, items.map(({ title }) => title), away], ['Walks with Pa', 'Zoë', ['Lakeside'], 0])
  for (const secret of ['Marchetti', zoe.userId, zoe.email, list, 'Lake Lane']) assert.ok(!open.payload.includes(secret), secret)
  assert.equal((await as(zoe).patch('/me', { shownName: 'Aunt Z' })).statusCode, 200)
  const renamed = await as(null).get(`/lists/${token}`)
  assert.equal(renamed.json<Shared>().owner, 'Aunt Z', 'who shows another name is called by it')
  assert.ok(!renamed.payload.includes('Zoë'))
  assert.equal((await as(zoe).delete(`/me/lists/${list}/share`)).statusCode, 200)
  const closed = await as(null).get(`/lists/${token}`)
  assert.deepEqual([closed.statusCode, closed.json<{ code: string }>().code], [404, 'list_not_found'])
  const again = (await as(zoe).post(`/me/lists/${list}/share`)).json<{ token: string }>().token
  assert.notEqual(again, token, 'a link that was taken back never opens again')
  assert.equal((await as(null).get(`/lists/${'A'.repeat(43)}`)).statusCode, 404)
})

inEachWorld('homes on a list cost what search and the quote say they cost', async (world) => {
  const { as, ben, lakeside } = world
  await as(ben).put(`/me/saved/${lakeside}`)
  const [hearts] = await lists(world, ben)
  const [item] = (await as(ben).get(`/me/lists/${hearts?.id}`)).json<List>().items
  const [found] = (await as(null).get('/search?adults=1')).json<{ results: Home[] }>().results
  const [named] = (await as(null).get(`/search/homes?ids=${lakeside},${lakeside},${ben.userId}`)).json<{ items: Home[] }>().items
  assert.deepEqual(item?.home, found)
  assert.deepEqual(named, found)
  assert.ok(found?.price?.total.minor)
})

inEachWorld('a home that is paused keeps its name on its own list, and is counted and not named on a shared one', async (world) => {
  const { as, ana, ben } = world
  const { listingId } = await world.newListing({ facts: { title: 'The Net Loft' } })
  await world.settle()
  await as(ben).put(`/me/saved/${listingId}`)
  const [hearts] = await lists(world, ben)
  const { token } = (await as(ben).post(`/me/lists/${hearts?.id}/share`)).json<{ token: string }>()
  await as(ana).patch(`/listings/${listingId}`, { title: 'Closed for works' })
  assert.equal((await as(ana).put(`/listings/${listingId}/publication`, { published: false })).statusCode, 200)
  await world.settle()
  const [item] = (await as(ben).get(`/me/lists/${hearts?.id}`)).json<List>().items
  assert.deepEqual([item?.title, item?.home], ['The Net Loft', null])
  const shared = await as(null).get(`/lists/${token}`)
  assert.deepEqual([shared.json<Shared>().items, shared.json<Shared>().away], [[], 1])
  assert.ok(!shared.payload.includes('Loft'))
  const { listingId: hidden } = await world.newListing({})
  await write(world.db, (tx) => tx.updateTable('listing').set({ state: 'draft' }).where('id', '=', hidden).execute())
  assert.equal((await as(ben).put(`/me/saved/${hidden}`)).json<{ code: string }>().code, 'listing_not_found')
  assert.equal((await as(ben).put(`/me/saved/${listingId}`)).statusCode, 200, 'what is saved stays saved')
})

inEachWorld('the list that hearts fill can be named and shared, but stays; others go with what is on them', async (world) => {
  const { as, ben, lakeside } = world
  const summer = await newList(world, ben, 'Summer')
  await as(ben).put(`/me/lists/${summer}/listings/${lakeside}`)
  const hearts = (await lists(world, ben)).find((list) => list.default)
  assert.equal((await as(ben).delete(`/me/lists/${hearts?.id}`)).json<{ code: string }>().code, 'default_list_stays')
  assert.equal((await as(ben).patch(`/me/lists/${hearts?.id}`, { name: 'One day' })).statusCode, 200)
  assert.equal((await as(ben).delete(`/me/lists/${summer}`)).statusCode, 200)
  assert.equal((await as(ben).get(`/me/lists/${summer}`)).statusCode, 404)
  assert.deepEqual(await saved(world, ben), [])
  assert.deepEqual(
    (await lists(world, ben)).map(({ name }) => name),
    ['One day'],
  )
})

inEachWorld('nobody has more lists or saved homes than the limits, even asking all at once', async (world) => {
  const { as, ben, lakeside } = world
  const made = await Promise.all(Array.from({ length: listsMax + 3 }, (_, index) => as(ben).post('/me/lists', { name: `List ${index}` })))
  assert.equal(made.filter(({ statusCode }) => statusCode === 201).length, listsMax - 1, 'with the one that hearts fill')
  assert.equal((await lists(world, ben)).length, listsMax)
  const refused = made.find(({ statusCode }) => statusCode !== 201)
  assert.deepEqual([refused?.statusCode, refused?.json<{ code: string }>().code], [409, 'too_many_lists'])
  const [hearts] = await lists(world, ben)
  await write(world.db, async (tx) => {
    const rows = Array.from({ length: savedMax - 1 }, () => {
      return { list_id: hearts?.id as never, listing_id: world.deps.ids.next<'listing'>(), title: 'Gone', saved_at: world.clock.now() }
    })
    await tx.insertInto('saved_listing').values(rows).execute()
  })
  const { listingId: second } = await world.newListing({})
  await world.settle()
  const replies = await Promise.all([lakeside, second].map((id) => as(ben).put(`/me/saved/${id}`)))
  assert.deepEqual(replies.map(({ statusCode }) => String(statusCode)).toSorted(), ['200', '409'])
  assert.equal((await saved(world, ben)).length, savedMax)
})

inEachWorld('when a person goes, so do their lists and the links to them', async (world) => {
  const { as, ben, eve, lakeside } = world
  for (const who of [ben, eve]) await as(who).put(`/me/saved/${lakeside}`)
  const [hearts] = await lists(world, ben)
  const { token } = (await as(ben).post(`/me/lists/${hearts?.id}/share`)).json<{ token: string }>()
  await write(world.db, (tx) => forgetSaved(tx, ben.userId))
  assert.equal((await as(null).get(`/lists/${token}`)).statusCode, 404)
  assert.deepEqual([await lists(world, ben), await saved(world, ben)], [[], []])
  assert.equal((await saved(world, eve)).length, 1)
})

inEachWorld('names of lists are anything that can be shown, and nothing else', async (world) => {
  const { as, ben } = world
  for (const name of ["Robert'); DROP TABLE saved_list;--", '</script><script>alert(1)</script>', '🏡 ünï', '%_\\']) {
    const id = await newList(world, ben, name)
    assert.equal((await as(ben).get(`/me/lists/${id}`)).json<List>().name, name)
  }
  for (const name of ['', '   ', 'x'.repeat(61), 'a\u0000b', 'evil\u202etxt', 7, null]) {
    assert.equal((await as(ben).post('/me/lists', { name })).statusCode, 400, JSON.stringify(name))
  }
})

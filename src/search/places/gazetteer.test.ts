import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newDice } from '../../../test/dice.ts'
import { hostileStrings } from '../../../test/hostile-strings.ts'
import { inBox, widthOf } from '../geography.ts'
import { merrowTowns } from '../merrow-coast.ts'
import { newAreas, type Whereabouts } from './areas.ts'
import { newGazetteer } from './gazetteer.ts'
import { fold, typos } from './place-names.ts'
import { loadWorld, nameOf } from './world.ts'

function newTestGazetteer(listings: readonly Whereabouts[]) {
  const areas = newAreas()
  for (const listing of listings) areas.add(areas.codeOf(listing), listing)
  const asked: number[] = []
  const gazetteer = newGazetteer({
    world: loadWorld,
    areas,
    countIn: async (boxes) => {
      asked.push(boxes.length)
      return boxes.map((box) => listings.filter(({ lat, lng }) => inBox(box, lat, lng)).length)
    },
  })
  const first = async (text: string) => (await gazetteer.suggest(text, 1))[0]
  return { ...gazetteer, areas, first, asked }
}

const empty = newTestGazetteer([])
const kallang = { lat: 1.31, lng: 103.86, country: 'SG', region: null, town: 'Singapore', neighbourhood: 'Kallang' }
const portmerrow = { lat: 39.122, lng: -39.243, country: null, region: 'Merrow Coast', town: 'Portmerrow', neighbourhood: null }

test('a place is found by the beginning of its name, whatever its accents, case and signs', async () => {
  const expected = {
    lisb: 'Lisbon',
    ZÜRICH: 'Zürich',
    zurich: 'Zürich',
    koln: 'Köln',
    'sao paulo': 'São Paulo',
    "cote d'ivoire": 'Côte d’Ivoire',
    'saint-étienne': 'Saint-Étienne',
    'new yo': 'New York City',
    tromso: 'Tromsø',
    lodz: 'Łódź',
    singapore: 'Singapore',
    tropez: 'Saint-Tropez',
  }
  for (const [typed, name] of Object.entries(expected)) assert.equal((await empty.first(typed))?.name, name, typed)
})

/** What `find` says, in short. */
async function meant(text: string, { find } = empty): Promise<string> {
  const place = await find(text)
  return place ? `${place.kind} ${place.name}, ${place.country}` : 'nothing'
}

test('a place is known by what others call it, in their letters too', async () => {
  const expected = {
    'town Munich, DE': ['München', 'muenchen', 'Monaco di Baviera', 'Мюнхен', '뮌헨', 'MÜNCHEN'],
    'town Köln, DE': ['Köln', 'Cologne', 'Colonia', 'Keulen'],
    'town Florence, IT': ['Firenze', 'Florenz', 'フィレンツェ'],
    'town Rome, IT': ['Roma', 'Rom', 'Рим'],
    'town Vienna, AT': ['Wien', 'Vienne', 'Vienna, Wien'],
    'town Tokyo, JP': ['東京', 'Tokio'],
    'town The Hague, NL': ['Den Haag', "'s-Gravenhage"],
    'town New York City, US': ['New York', 'NYC', 'New York City'],
    'town Cairo, EG': ['القاهرة'],
  }
  for (const [place, names] of Object.entries(expected)) for (const name of names) assert.equal(await meant(name), place, name)
})

test('a country is known in every language, and by what it was called', async () => {
  const expected = {
    'country Germany, DE': ['Germany', 'Deutschland', 'Allemagne', 'Alemania', 'Германия', 'ドイツ', 'ألمانيا'],
    'country Spain, ES': ['España', 'espana', 'Spanien', 'Espagne'],
    'country United States, US': ['USA', 'America', 'United States', 'Vereinigte Staaten', 'États-Unis'],
    'country United Kingdom, GB': ['UK', 'Great Britain', 'Reino Unido'],
    'country Türkiye, TR': ['Turkey', 'Türkei', 'turkiye'],
    'country Netherlands, NL': ['Holland', 'Pays-Bas'],
    'country Greece, GR': ['Griechenland', 'Ελλάδα'],
  }
  for (const [place, names] of Object.entries(expected)) for (const name of names) assert.equal(await meant(name), place, name)
})

test('regions, islands and coasts are places too, each with a box that holds its towns', async () => {
  const expected = {
    'region Tuscany, IT': ['Tuscany', 'Toscana', 'Toskana', 'toscan'],
    'region Bavaria, DE': ['Bayern', 'Bavière'],
    'region California, US': ['California', 'Kalifornien', 'Californie'],
    'region Mallorca, ES': ['Mallorca', 'Majorca', 'malorca'],
    'region Santorini, GR': ['Santorini'],
    'region French Riviera, FR': ["Côte d'Azur"],
    'region Bali, ID': ['Bali'],
  }
  for (const [place, names] of Object.entries(expected)) for (const name of names) assert.equal(await meant(name), place, name)
  const towns = { Tuscany: 'Firenze', Bavaria: 'München', California: 'San Diego', Mallorca: 'Palma', Bali: 'Ubud', Germany: 'Berlin' }
  for (const [land, town] of Object.entries(towns)) {
    const [whole, { location }] = [await empty.find(land), (await empty.find(town)) ?? assert.fail(town)]
    assert.ok(whole && inBox(whole.bbox, location.lat, location.lng), town)
  }
  const germany = (await empty.find('Germany'))?.bbox ?? [0, 0, 0, 0]
  assert.deepEqual(germany.map(Math.round), [6, 47, 15, 55])
})

test('whoever types a name that a town and its region share means the town, and is offered both', async () => {
  for (const name of ['Tokyo', 'Madrid', 'New York', 'Salzburg', 'Hamburg']) {
    const kinds = (await empty.suggest(name, 6)).filter((place) => fold(place.name).startsWith(fold(name))).map(({ kind }) => kind)
    assert.equal(kinds[0], 'town', name)
    assert.ok(kinds.includes('region'), name)
  }
})

test('letters that Unicode does not take apart are written plainly too', () => {
  for (const name of ['Tromsø', 'Łódź', 'Reykjavík', 'Großenhain', 'Þórshöfn', 'Gəncə', 'Œuf-en-Ternois', 'Ærøskøbing', 'Đà Nẵng']) {
    assert.match(fold(name), /^[a-z ]+$/)
  }
  assert.equal(fold('  Saint-Étienne-d’Orthe (Landes) '), 'saint etienne dorthe landes')
})

test('small slips are forgiven, more in longer names, none in the shortest', async () => {
  const expected = {
    barclona: 'Barcelona',
    Amsterdm: 'Amsterdam',
    sinagpore: 'Singapore',
    'san fransisco': 'San Francisco',
    Frnace: 'France',
    Lisobn: 'Lisbon',
    Lodon: 'London',
    Reykjvik: 'Reykjavík',
    'Portlnd, OR': 'Portland',
    Масква: 'Moscow',
  }
  for (const [typed, name] of Object.entries(expected)) assert.equal((await empty.first(typed))?.name, name, typed)
  assert.deepEqual(await empty.suggest('Xqz', 5), [])
  assert.deepEqual(await empty.suggest('barxyzona', 5), [])
})

test('what follows a comma chooses among places of one name', async () => {
  const expected = {
    Oregon: ['Portland, OR', 'Portland, Oregon, United States', 'portland oregon', 'Portland, orégon, usa'],
    Maine: ['Portland, ME'],
    Texas: ['Paris, United States', 'Paris, TX', 'Paris Texas', 'paris, vereinigte staaten'],
    California: ['San Jose, CA', 'San Jose California'],
    Illinois: ['Springfield, Illinois'],
    'District of Columbia': ['Washington, D.C.', 'Washington DC'],
    'Balearic Islands': ['Palma, Mallorca'],
    'Île-de-France': ['Paris, nowhere at all', 'Paris', 'Paris, France'],
  }
  for (const [region, names] of Object.entries(expected))
    for (const name of names)
      assert.deepEqual([(await empty.first(name))?.region, (await empty.find(name))?.region], [region, region], name)
})

test('one town is as good as another by the homes in it and the people, each in orders of magnitude', async () => {
  const texan = { lat: 33.66, lng: -95.55, country: 'US', region: 'Texas', town: 'Paris', neighbourhood: null }
  const french = { lat: 48.86, lng: 2.35, country: 'FR', region: null, town: 'Paris', neighbourhood: null }
  const countryOf = async (texans: number, parisians: number) => {
    const { first, find } = newTestGazetteer([
      ...Array.from({ length: texans }, () => texan),
      ...Array.from({ length: parisians }, () => french),
    ])
    const [offered, found] = [await first('paris'), await find('paris')]
    assert.equal(offered?.id, found?.id)
    return offered?.country
  }
  assert.equal(await countryOf(0, 0), 'FR')
  assert.equal(await countryOf(1, 0), 'US')
  assert.equal(await countryOf(6, 5), 'FR')
  assert.equal(await countryOf(2_000, 1), 'US')
})

test('where we have homes comes first, then the larger place', async () => {
  const texan = { lat: 33.66, lng: -95.55, country: 'US', region: 'Texas', town: 'Paris', neighbourhood: null }
  assert.equal((await empty.first('paris'))?.country, 'FR')
  const { first, find, suggest } = newTestGazetteer([texan, texan, kallang])
  assert.deepEqual([(await first('paris'))?.country, (await find('paris'))?.country], ['US', 'US'])
  assert.equal((await first('par'))?.name, 'Paris')
  assert.equal((await first('kalang'))?.name, 'Kallang', 'a slip, but we have homes there')
  // Whoever has typed a whole name means it, homes or not.
  const parmatown = newTestGazetteer([{ ...kallang, town: 'Parmatown', neighbourhood: null }])
  assert.deepEqual([(await parmatown.first('Parma'))?.name, (await parmatown.find('Parma'))?.country], ['Parmatown', 'IT'])
  const towns = await suggest('', 5)
  assert.deepEqual(
    towns.map(({ name, listings }) => [name, listings]),
    [
      ['Paris', 2],
      ['Singapore', 1],
      ['Kallang', 1],
      ['Texas', 2],
    ],
  )
})

test('the invented coast is found only where somebody lets homes on it', async () => {
  assert.notEqual((await empty.find('Portmerrow'))?.name, 'Portmerrow')
  assert.ok((await empty.suggest('Merrow', 20)).every(({ id }) => !id.startsWith('merrow')))
  const { find, suggest } = newTestGazetteer([portmerrow])
  const town = await find('portmerow')
  assert.deepEqual(
    [town?.id, town?.name, town?.region, town?.country, town?.listings],
    ['merrow:portmerrow', 'Portmerrow', 'Merrow Coast', '', 1],
  )
  assert.deepEqual(
    (await suggest('portm', 9)).filter(({ listings }) => listings > 0).map(({ id }) => id),
    ['merrow:portmerrow'],
    'once, not twice',
  )
  assert.deepEqual(
    (await suggest('coast', 1)).map(({ id }) => id),
    ['merrow:coast'],
  )
  for (const { slug, lat, lng } of merrowTowns) {
    const known = newTestGazetteer([{ ...portmerrow, town: '', lat, lng }])
    assert.ok(inBox((await known.find(`merrow:${slug}`))?.bbox ?? [0, 0, 0, 0], lat, lng), slug)
  }
})

test('a town that our homes name and the gazetteer knows is one place; a quarter that it does not know is one too', async () => {
  const { suggest, find, areas } = newTestGazetteer([kallang, { ...kallang, lat: 1.3 }])
  assert.deepEqual(
    (await suggest('singapore', 2)).map(({ id }) => id),
    ['country:SG', 'gn:1880252'],
  )
  const quarter = await find('Kallang')
  assert.deepEqual([quarter?.kind, quarter?.region, quarter?.listings], ['neighbourhood', 'Singapore', 2])
  assert.deepEqual(await find(quarter?.id ?? ''), quarter, 'by its id')
  for (const lat of [1.31, 1.3]) areas.remove(areas.codeOf(kallang), { ...kallang, lat })
  assert.equal(await find(quarter?.id ?? ''), null)
})

test('a town reaches as far as the homes that go by its name, within reason', async () => {
  const ubud = { lat: -8.507, lng: 115.263, country: 'ID', region: 'Bali', town: 'Ubud', neighbourhood: null }
  const plain = (await empty.find('Ubud'))?.bbox ?? [0, 0, 0, 0]
  const around = [-0.06, -0.03, 0.03, 0.06].map((off) => ({ ...ubud, lat: ubud.lat + off, lng: ubud.lng + off }))
  const wide = newTestGazetteer(around)
  const found = await wide.find('Ubud')
  for (const { lat, lng } of around) assert.ok(inBox(found?.bbox ?? [0, 0, 0, 0], lat, lng))
  assert.deepEqual([found?.id, found?.listings, (await wide.first('Ubud'))?.id], ['gn:1622846', 4, 'gn:1622846'])
  assert.deepEqual((await wide.find('gn:1622846'))?.bbox, found?.bbox, 'by its id')
  const scattered = newTestGazetteer([-3, -1.5, 1.5, 3].map((off) => ({ ...ubud, lng: ubud.lng + off })))
  assert.ok(widthOf((await scattered.find('Ubud'))?.bbox ?? [0, 0, 0, 0]) < 4 * widthOf(plain), 'not over the whole island')
})

test('homes in a town that is known by another name are in that town', async () => {
  const munich = { lat: 48.14, lng: 11.58, country: 'DE', region: 'Bayern', town: 'München', neighbourhood: null }
  const { suggest } = newTestGazetteer([munich, { ...munich, town: 'Monaco di Baviera' }, { ...munich, town: 'Munich' }])
  for (const typed of ['münchen', 'munich', 'Monaco d']) {
    const there = (await suggest(typed, 9)).filter(({ listings }) => listings > 0)
    assert.deepEqual(
      there.map(({ id, listings }) => [id, listings]),
      [['gn:2867714', 3]],
      typed,
    )
  }
  const far = newTestGazetteer([-0.4, 0.4].map((off) => ({ ...munich, lat: munich.lat + off })))
  const [, south, , north] = (await far.first('munich'))?.bbox ?? [0, 0, 0, 0]
  assert.ok(south < munich.lat - 0.4 && north > munich.lat + 0.4, 'however far from its middle')
  assert.deepEqual(
    (await suggest('bayern', 9)).filter(({ listings }) => listings > 0).map(({ id }) => id),
    ['region:DE.02'],
  )
})

test('however much is weighed, homes are counted in few goes', async () => {
  const { suggest, asked } = newTestGazetteer([kallang])
  for (const typed of ['s', 'san', 'paris', 'kalang', 'springfield illinois', 'xqzwvkjh', '']) {
    asked.length = 0
    await suggest(typed, 8)
    assert.ok(asked.length <= 2 && asked.every((boxes) => boxes < 100), `${typed}: ${asked.join(' ')}`)
  }
})

/** The textbook table, all of it. */
function fullTypos(typed: string, name: string): number {
  const table: number[][] = [Array.from({ length: name.length + 1 }, (_, x) => x)]
  const at = (y: number, x: number) => table[y]?.[x] ?? Infinity
  for (let y = 1; y <= typed.length; y++) {
    table[y] = [y]
    for (let x = 1; x <= name.length; x++) {
      const swap = typed[y - 1] === name[x - 2] && typed[y - 2] === name[x - 1] ? at(y - 2, x - 2) + 1 : Infinity
      const change = at(y - 1, x - 1) + (typed[y - 1] === name[x - 1] ? 0 : 1)
      ;(table[y] ?? [])[x] = Math.min(at(y - 1, x) + 1, at(y, x - 1) + 1, change, swap)
    }
  }
  return Math.min(...(table[typed.length] ?? []))
}

test('slips are counted as the whole table would count them', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 })
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 2 }), (typed, name, max) => {
      assert.equal(typos(typed, name, max), Math.min(fullTypos(typed, name), max + 1))
    }),
    { numRuns: 2_000 },
  )
})

test('no text, however hostile, breaks or stops the gazetteer', async () => {
  const world = await loadWorld()
  const dice = newDice(7)
  const letters = (from: string) => Array.from({ length: 100 }, () => dice.pick([...from])).join('')
  const names = (between: string) => Array.from({ length: 8 }, () => nameOf(world, dice.below(world.towns))).join(between)
  const texts = [
    ...hostileStrings(),
    ...['a', ',', ' ', 'é', 'e\u0301\u0323', '😀', '\u202e', 'ﷺ', 's t '].map((text) => text.repeat(100)),
    ...['abcdefghijklmnopqrstuvwxyz ', 'aeinorst', 'ابتثجحخدذرز ', '一二三四五六七'].map(letters),
    ...[' ', ', ', '-'].map(names),
    'gn:',
    'gn:-1',
    'gn:1e99',
    'country:',
    'country:__proto__',
    'region:x',
    'own:x',
    ':',
  ]
  const before = process.threadCpuUsage()
  for (const text of texts) {
    const found = await empty.suggest(text.slice(0, 100), 20)
    assert.ok(found.length <= 20)
    await empty.find(text.slice(0, 100))
    assert.equal(fold(fold(text)), fold(text))
  }
  const { user, system } = process.threadCpuUsage(before)
  const ms = (user + system) / 1000 / texts.length / 2
  assert.ok(ms < 5, `${ms} ms an answer`)
})

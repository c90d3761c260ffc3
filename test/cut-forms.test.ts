import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { incomingFolder } from '../src/platform/files.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { newMarket, signedToken, type Market } from './market.ts'
import { portOf } from './server.ts'
import { until } from './until.ts'

let market: Market
/** What a bug would write, on the site's side and on the server's. */
const lines: string[] = []

before(async () => {
  market = await newMarket({
    site: true,
    log: newLogger({ level: 'info', destination: { write: (line) => lines.push(line) } }),
  })
  const settings = Reflect.get(globalThis, Symbol.for('sojourn.site')) as object
  Object.assign(settings, { report: (error: unknown, where: string) => lines.push(`"level":"error" ${where} ${String(error)}`) })
})
after(() => market?.stop())

const jpeg = (background: string) =>
  sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer()
const part = (name: string, bytes: Buffer) =>
  Buffer.concat([
    Buffer.from(`--cut\r\ncontent-disposition: form-data; name="photo"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ])
const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)

/** Every form with files, by the address it posts to. */
const forms = () => ({ photos: `/host/listings/${market.lakeside}/photos?/add`, portrait: '/account?/portrait' })

/** Posts `body`, and says it is `length` bytes long. @returns the status and the page, or nothing when `hangUp` comes first */
function post(where: string, body: Buffer, { length = body.length, hangUp = false } = {}): Promise<{ status: number; page: string }> {
  const socket = connect(portOf(market.server), '127.0.0.1')
  const cookie = `sojourn.session_token=${signedToken(market.ana.token)}`
  const head = [
    `POST ${where} HTTP/1.1`,
    `host: ${new URL(market.origin()).host}`,
    `origin: ${market.origin()}`,
    `cookie: ${cookie}`,
    'accept: text/html',
    'content-type: multipart/form-data; boundary=cut',
    `content-length: ${length}`,
    'connection: close',
  ]
  const chunks: Buffer[] = []
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(body)
  return new Promise((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
    socket.on('close', () => {
      const answer = Buffer.concat(chunks).toString()
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0), page: answer })
    })
    if (hangUp) setTimeout(() => socket.destroy(), 300)
  })
}

/** Files on their way. */
const incoming = () => {
  const folder = incomingFolder(path.join(market.folder, 'files'))
  return existsSync(folder) ? readdirSync(folder) : []
}
const bugs = () => lines.filter((line) => /"level":"(error|fatal)"/.test(line))
const pictures = () => market.deps.db.selectFrom('picture').select('state').execute()

/** Seen once nothing is on its way any more. @returns how many pictures are kept */
async function kept(): Promise<number> {
  await until(async () => incoming().length === 0 && (await pictures()).every(({ state }) => state === 'kept'), { msMax: 10_000 })
  return (await pictures()).length
}

type Cut = Readonly<{ ends: string; body: (whole: Buffer) => Buffer; arrive: number }>
const cuts: readonly Cut[] = [
  { ends: 'in the middle of a file', body: (whole) => half(part('a.jpg', whole)), arrive: 0 },
  { ends: 'before it says that it is over', body: (whole) => part('a.jpg', whole), arrive: 0 },
  { ends: 'in the second of two files', body: (whole) => Buffer.concat([part('a.jpg', whole), half(part('b.jpg', whole))]), arrive: 1 },
  {
    ends: 'in what is said of a file',
    body: () => Buffer.from('--cut\r\ncontent-disposition: form-data; name="photo"; filena'),
    arrive: 0,
  },
  { ends: 'in a field of words', body: () => Buffer.from('--cut\r\ncontent-disposition: form-data; name="words"\r\n\r\nhal'), arrive: 0 },
  { ends: 'before its first part', body: () => Buffer.from('--c'), arrive: 0 },
]

for (const [index, { ends, body, arrive }] of cuts.entries()) {
  const colour = (form: number) => `#${index}${form}${index}${form}4${form}`

  test(`a form with photos that ends ${ends} is answered kindly, and leaves only what came whole`, async () => {
    const before = await kept()
    const { status, page } = await post(forms().photos, body(await jpeg(colour(1))))
    assert.deepEqual([status, bugs()], [400, []])
    assert.match(page, /It did not arrive/)
    assert.equal((await kept()) - before, arrive)
  })

  test(`a form with a portrait that ends ${ends} is answered kindly, and changes nothing unless one came whole`, async () => {
    const before = await kept()
    const { status, page } = await post(forms().portrait, body(await jpeg(colour(2))))
    assert.deepEqual([status, bugs()], [arrive ? 200 : 400, []])
    assert.match(page, arrive ? /how others see you now/ : /It did not arrive/)
    assert.equal((await kept()) - before, arrive)
  })

  test(`a form whose sender is lost ${ends} leaves only what came whole, and is no bug`, async () => {
    for (const [number, form] of Object.values(forms()).entries()) {
      const before = await kept()
      const sent = body(await jpeg(colour(number + 3)))
      await post(form, sent, { length: sent.length + 100_000, hangUp: true })
      assert.equal((await kept()) - before, number === 0 ? arrive : 0)
    }
    assert.deepEqual(bugs(), [])
  })
}

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { tempFolder } from '../../test/temp.ts'
import { cleanPicture, type PictureError } from './clean-picture.ts'
import { picturePixelsMax } from './picture.ts'

const folder = tempFolder('clean-picture')
let count = 0

/** Under a name that says nothing, since names do not count. */
function fileOf(bytes: Uint8Array, name = `${count++}.upload`): string {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}

async function cleaned(bytes: Uint8Array, kind: 'photo' | 'portrait' = 'photo') {
  const result = await cleanPicture(fileOf(bytes), kind)
  assert(result.ok, JSON.stringify(result))
  return result.value
}

async function refusal(bytes: Uint8Array, name?: string): Promise<PictureError> {
  const result = await cleanPicture(fileOf(bytes, name), 'photo')
  assert(!result.ok, 'it was taken')
  return result.error
}

/** A red left half and a blue right half, so that it shows how it lies. */
const flag = (width = 240, height = 160) =>
  sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    { input: { create: { width: Math.round(width / 2), height, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
  ])

async function pixel(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  return [...data.subarray((y * info.width + x) * info.channels, (y * info.width + x) * info.channels + 3)]
}

/** Noise, which no format can make small. */
const noise = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 60 } } })

const takes: [name: string, bytes: () => Promise<Buffer>][] = [
  ['JPEG', () => flag().jpeg().toBuffer()],
  ['a progressive JPEG', () => flag().jpeg({ progressive: true }).toBuffer()],
  ['PNG', () => flag().png().toBuffer()],
  ['PNG of 16 bits a channel', () => flag().toColourspace('rgb16').png().toBuffer()],
  ['PNG of a palette', () => flag().png({ palette: true }).toBuffer()],
  ['WebP', () => flag().webp().toBuffer()],
  ['AVIF', () => flag().avif().toBuffer()],
  ['GIF', () => flag().gif().toBuffer()],
  ['a grey JPEG', () => flag().greyscale().jpeg().toBuffer()],
]
for (const [name, bytes] of takes) {
  test(`${name} is taken, and kept as an sRGB JPEG that says nothing about itself`, async () => {
    const { bytes: kept, width, height } = await cleaned(await bytes())
    assert.deepEqual([width, height], [240, 160])
    const { format, space, hasProfile, exif, xmp, iptc, depth } = await sharp(kept).metadata()
    assert.deepEqual([format, space, hasProfile, exif, xmp, iptc, depth], ['jpeg', 'srgb', false, undefined, undefined, undefined, 'uchar'])
  })
}

/** Where the upper left corner of the upright picture is red, by how the camera was held: Exif 2.3, 4.6.4, Orientation. */
const upright = await flag().png().toBuffer()
for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`a photo taken with the camera in position ${orientation} lies upright`, async () => {
    const { bytes, width, height } = await cleaned(await asTaken(orientation))
    assert.deepEqual([width, height], [240, 160])
    const [red = 0, , blue = 0] = await pixel(bytes, 20, 80)
    assert.ok(red > 200 && blue < 60, 'the left half is red')
    const [red2 = 0, , blue2 = 0] = await pixel(bytes, 220, 80)
    assert.ok(blue2 > 200 && red2 < 60, 'the right half is blue')
  })
}

/** The upright flag as its sensor saw it: the inverse of what the reader must do. */
async function asTaken(orientation: number): Promise<Buffer> {
  const back = {
    1: sharp(upright),
    2: sharp(upright).flop(),
    3: sharp(upright).rotate(180),
    4: sharp(upright).flip(),
    5: sharp(await sharp(upright).rotate(90).toBuffer()).flop(),
    6: sharp(upright).rotate(270),
    7: sharp(await sharp(upright).rotate(270).toBuffer()).flop(),
    8: sharp(upright).rotate(90),
  }[orientation]
  assert(back)
  return back.withMetadata({ orientation }).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer()
}

test('a photo keeps nothing of where and by whom it was taken, whatever holds it', async () => {
  const exif = { IFD0: { Copyright: 'Ana Secret' }, IFD3: { GPSLatitude: '51/1 13/1 0/1', GPSLatitudeRef: 'N' } }
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const sent = await flag().withExif(exif).toFormat(format).toBuffer()
    assert.ok(sent.includes('Ana Secret'), `${format} has it at first`)
    const { bytes } = await cleaned(sent)
    assert.ok(!bytes.includes('Ana Secret') && !bytes.includes('Exif'), format)
  }
})

test('what is hung behind a picture is not kept', async () => {
  const tail = '<script>alert(document.domain)</script>'
  const { bytes } = await cleaned(Buffer.concat([await flag().jpeg().toBuffer(), Buffer.from(`<html>${tail}</html>`)]))
  assert.ok(!bytes.includes('script'))
})

test('what stands in the comment of a picture is not kept', async () => {
  const jpeg = await flag().jpeg().toBuffer()
  const text = '<svg onload=alert(1)>'
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), Buffer.from(text)])
  const { bytes } = await cleaned(Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]))
  assert.ok(!bytes.includes('onload'))
})

test('colours of a wide gamut are brought into sRGB, not read as if they were sRGB', async () => {
  const orange = { create: { width: 64, height: 64, channels: 3, background: '#e08040' } } as const
  const wide = await sharp(orange).withIccProfile('p3').png().toBuffer()
  const [stored = 0] = await sharp(wide, { ignoreIcc: true }).raw().toBuffer()
  assert.ok(stored < 0xda, 'in P3 the same colour has other numbers')
  const [red = 0, green = 0, blue = 0] = await pixel((await cleaned(wide)).bytes, 32, 32)
  assert.ok(Math.abs(red - 0xe0) < 5 && Math.abs(green - 0x80) < 5 && Math.abs(blue - 0x40) < 5, `${red} ${green} ${blue}`)
})

test('the four inks of a printer become colours of a screen', async () => {
  const sent = await flag().toColourspace('cmyk').jpeg().toBuffer()
  assert.equal((await sharp(sent).metadata()).space, 'cmyk')
  const { bytes } = await cleaned(sent)
  const [red = 0, , blue = 0] = await pixel(bytes, 20, 80)
  assert.ok(red > 150 && blue < 110, `${red} ${blue}`)
})

test('of a moving picture the first frame is kept', async () => {
  const one = (background: string) =>
    sharp({ create: { width: 50, height: 40, channels: 3, background } })
      .png()
      .toBuffer()
  const frames = await Promise.all(['#ff0000', '#00ff00', '#0000ff'].map(one))
  for (const format of ['gif', 'webp'] as const) {
    const sent = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer()
    assert.equal((await sharp(sent).metadata()).pages, 3)
    const { bytes, width, height } = await cleaned(sent)
    assert.deepEqual([width, height], [50, 40])
    const [red = 0, green = 0] = await pixel(bytes, 25, 20)
    assert.ok(red > 230 && green < 25, format)
  }
})

test('what one can see through lies on white', async () => {
  const clear = { create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } } as const
  assert.deepEqual(await pixel((await cleaned(await sharp(clear).png().toBuffer())).bytes, 9, 9), [255, 255, 255])
})

test('a portrait is cut square around its middle', async () => {
  const { width, height } = await cleaned(await flag(900, 500).jpeg().toBuffer(), 'portrait')
  assert.equal(width, height)
})

test('a large photo is kept no larger than any page needs', async () => {
  const { width, height } = await cleaned(await flag(4_000, 3_000).jpeg().toBuffer())
  assert.deepEqual([width, height], [2_560, 1_920])
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
const refused: [name: string, bytes: () => Promise<Uint8Array>, error: PictureError][] = [
  ['nothing', async () => Buffer.alloc(0), { code: 'picture_empty' }],
  ['text', async () => Buffer.from('not a picture'), { code: 'not_a_picture' }],
  ['a page', async () => Buffer.from('<!doctype html><img src=x>'), { code: 'not_a_picture' }],
  ['an SVG called holiday.jpg', async () => Buffer.from(svg), { code: 'picture_format_not_taken', format: 'svg' }],
  [
    'an SVG behind a prologue',
    async () => Buffer.from(`<?xml version="1.0"?>\n${svg}`),
    { code: 'picture_format_not_taken', format: 'svg' },
  ],
  ['a TIFF', () => flag().tiff().toBuffer(), { code: 'picture_format_not_taken', format: 'tiff' }],
  ['a PDF', async () => Buffer.from('%PDF-1.7'), { code: 'picture_format_not_taken', format: 'pdf' }],
  [
    "a phone's HEIC",
    async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    { code: 'picture_format_not_taken', format: 'heic' },
  ],
  ['three bytes of a JPEG', async () => Buffer.from([0xff, 0xd8, 0xff]), { code: 'picture_broken' }],
]
for (const [name, bytes, error] of refused) {
  test(`${name} is refused: ${error.code}`, async () => assert.deepEqual(await refusal(await bytes(), 'holiday.jpg'), error))
}

for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif'] as const) {
  test(`a ${format} that breaks off is refused, wherever it does`, async () => {
    const whole = await noise(300, 200).toFormat(format).toBuffer()
    for (const share of [0.05, 0.3, 0.7, 0.97]) {
      const part = whole.subarray(0, Math.round(whole.length * share))
      assert.equal((await refusal(part)).code, 'picture_broken', `${share}`)
    }
  })
}

test('a picture that claims more than sixty megapixels is refused before it is unpacked', async () => {
  const bytes = claiming(await flag(10, 10).png().toBuffer(), 30_000, 30_000)
  const before = process.memoryUsage.rss()
  assert.deepEqual(await refusal(bytes), { code: 'picture_too_many_pixels', pixels: 900_000_000, pixelsMax: picturePixelsMax })
  assert.ok(process.memoryUsage.rss() - before < 50_000_000)
})

test('sixty-one megapixels are refused, sixty are not too many', async () => {
  const bytes = await sharp({ create: { width: 9_000, height: 6_778, channels: 3, background: '#336699' } })
    .png({ compressionLevel: 1 })
    .toBuffer()
  assert.deepEqual(await refusal(bytes), { code: 'picture_too_many_pixels', pixels: 61_002_000, pixelsMax: picturePixelsMax })
  const most = await sharp({ create: { width: 9_000, height: 6_666, channels: 3, background: '#336699' } })
    .png({ compressionLevel: 1 })
    .toBuffer()
  assert.deepEqual((await cleaned(most)).width, 2_560)
})

/** A PNG whose header says that it is so many pixels wide and high: RFC 2083, the first chunk. */
function claiming(png: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(png)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}

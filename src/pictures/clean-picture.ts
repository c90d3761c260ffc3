import { open } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { err, ok, type Result } from '../kernel/result.ts'
import { pictureKinds, picturePixelsMax, type PictureKind } from './picture.ts'
import { headBytes, isTaken, recognise, type RefusedFormat } from './recognise.ts'

export type PictureError =
  | { code: 'picture_empty' }
  /** Nothing that we know for a picture, whatever it is called. */
  | { code: 'not_a_picture' }
  | { code: 'picture_format_not_taken'; format: RefusedFormat }
  | { code: 'picture_too_many_pixels'; pixels: number; pixelsMax: number }
  /** It begins like a picture and breaks off, or holds what cannot be read. */
  | { code: 'picture_broken' }

export type CleanPicture = Readonly<{ bytes: Buffer; width: number; height: number; colour: string }>

/** Nearly lossless: variants are made of it. */
const originalQuality = 92
const processSecondsMax = 30

// One picture at a time on one thread leaves the other processors to the pages; what was decoded is not needed again.
sharp.concurrency(1)
sharp.cache(false)

/** Reads `file` to its end and makes of it what is kept. Only what these bytes show gets in: no name, no profile, no tail. */
export async function cleanPicture(file: string, kind: PictureKind): Promise<Result<CleanPicture, PictureError>> {
  const head = await headOf(file)
  if (head.length === 0) return err({ code: 'picture_empty' })
  const format = recognise(head)
  if (!format) return err({ code: 'not_a_picture' })
  if (!isTaken(format)) return err({ code: 'picture_format_not_taken', format })
  const size = await ifReadable(() => sharp(file, { limitInputPixels: false }).metadata())
  if (!size) return err({ code: 'picture_broken' })
  const pixels = size.width * size.height
  if (pixels > picturePixelsMax) return err({ code: 'picture_too_many_pixels', pixels, pixelsMax: picturePixelsMax })
  const clean = await ifReadable(() => kept(sharp(file, { limitInputPixels: picturePixelsMax, failOn: 'error' }), kind))
  return clean ? ok(clean) : err({ code: 'picture_broken' })
}

/** The same for a drawing of our own, which nobody else could have written. */
export const rasterise = (svg: Uint8Array, size: { width: number; height: number }, kind: PictureKind = 'photo') =>
  kept(sharp(svg).resize(size), kind)

async function kept(input: Sharp, kind: PictureKind): Promise<CleanPicture> {
  const { edgeMax, square } = pictureKinds[kind]
  const { data, info } = await input
    .autoOrient()
    .resize({ width: edgeMax, height: edgeMax, fit: square ? 'cover' : 'inside', withoutEnlargement: !square })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: originalQuality, chromaSubsampling: '4:4:4' })
    .timeout({ seconds: processSecondsMax })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height, colour: await colourOf(data) }
}

async function colourOf(bytes: Uint8Array): Promise<string> {
  const { data, info } = await sharp(bytes).resize(64, 64, { fit: 'inside' }).raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const { dominant } = await sharp(data, { raw: { width, height, channels } }).stats()
  return `#${[dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Undefined for what breaks off or is damaged: sharp says so by throwing. */
async function ifReadable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch {
    return undefined
  }
}

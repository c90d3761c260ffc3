import sharp from 'sharp'
import { err, ok, type Result } from '../kernel/result.ts'
import type { FileStore } from '../platform/files.ts'
import type { Deps } from '../platform/deps.ts'
import { photoWidths, type Photo } from './listing.ts'

/** No more than this is read of what somebody sends. */
export const pictureBytesMax = 20 * 1024 * 1024
/** 60 megapixels: a good camera's, and a third of a gigabyte when unpacked. */
const pixelsMax = 60_000_000
/** What cameras and phones make. Not SVG, which is a program that may ask for other files. */
const formats: ReadonlySet<string | undefined> = new Set(['jpeg', 'png', 'webp', 'avif', 'heif', 'gif', 'tiff'])
const quality = 78

export type StorePictureError = { code: 'not_a_picture' } | { code: 'picture_too_large'; bytesMax: number; pixelsMax: number }

/**
 * Puts a picture into the file store in every width that pages use, upright and without what the camera knew about time
 * and place. Belongs before the transaction that saves the photo: it takes a second and may leave files that nobody names.
 */
export async function storePicture(
  { files, ids }: Pick<Deps, 'ids'> & { files: FileStore },
  { bytes, alt }: { bytes: Uint8Array; alt: string },
): Promise<Result<Photo, StorePictureError>> {
  if (bytes.length > pictureBytesMax) return err({ code: 'picture_too_large', bytesMax: pictureBytesMax, pixelsMax })
  const size = await ifPicture(() => sizeOf(bytes))
  if (!size) return err({ code: 'not_a_picture' })
  const { width, height } = size
  if (width * height > pixelsMax) return err({ code: 'picture_too_large', bytesMax: pictureBytesMax, pixelsMax })
  const colour = await ifPicture(() => colourOf(bytes))
  if (!colour) return err({ code: 'not_a_picture' })
  const fileKey = `photos/${ids.next<'photo'>()}`
  for (const each of photoWidths.filter((one) => one <= Math.max(width, photoWidths[0]))) {
    const resized = upright(bytes).resize({ width: each, withoutEnlargement: true })
    await files.put(`${fileKey}-${each}.webp`, await resized.webp({ quality }).toBuffer(), 'image/webp')
  }
  return ok({ fileKey, alt, width, height, colour })
}

const upright = (bytes: Uint8Array) => sharp(bytes, { limitInputPixels: pixelsMax }).autoOrient()

/** Undefined for what is no picture, or breaks off: sharp says so by throwing. */
async function ifPicture<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch {
    return undefined
  }
}

async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number } | undefined> {
  const { format, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
  return formats.has(format) ? { width: autoOrient.width, height: autoOrient.height } : undefined
}

/** The colour that there is most of, as '#rrggbb'. Reads the picture to its end. */
async function colourOf(bytes: Uint8Array): Promise<string> {
  const small = await upright(bytes).resize(64, 64, { fit: 'inside' }).flatten({ background: '#ffffff' }).png().toBuffer()
  const { dominant } = await sharp(small).stats()
  return `#${[dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

import sharp, { type Sharp } from 'sharp'
import type { FileType } from '../platform/files.ts'
import type { PictureDeps } from './picture-deps.ts'
import { previewKey, pictureKinds, variantKey, widthsOf, type PictureFormat, type PictureKind } from './picture.ts'

/** Looks alike in all three. More effort on AVIF costs seconds and saves few bytes. */
const packed: Readonly<Record<PictureFormat, { type: FileType; pack: (picture: Sharp) => Sharp }>> = {
  avif: { type: 'image/avif', pack: (picture) => picture.avif({ quality: 52, effort: 2 }) },
  webp: { type: 'image/webp', pack: (picture) => picture.webp({ quality: 78, effort: 3 }) },
  jpg: { type: 'image/jpeg', pack: (picture) => picture.jpeg({ quality: 78, progressive: true }) },
}

type Packing = Readonly<{ picture: { fileKey: string; width: number }; kind: PictureKind; original: Uint8Array }>
type PackDeps = Pick<PictureDeps, 'files' | 'turns'>

/** Makes every variant that is not there yet; each is a turn of its own, so that whoever uploads waits for one at most. */
export async function packVariants({ files, turns }: PackDeps, { picture, kind, original }: Packing, signal?: AbortSignal): Promise<void> {
  for (const width of widthsOf(kind, picture.width)) {
    for (const format of pictureKinds[kind].formats) {
      signal?.throwIfAborted()
      const key = variantKey(picture.fileKey, width, format)
      if (await files.info(key)) continue
      const bytes = await turns.take(() => packOne(original, { width, format }))
      await files.put(key, bytes, packed[format].type)
    }
  }
}

/** The smallest, in the format that everybody reads. */
export async function packPreview({ files, turns }: PackDeps, { picture, kind, original }: Packing): Promise<void> {
  const bytes = await turns.take(() => packOne(original, { width: pictureKinds[kind].widths[0], format: 'jpg' }))
  await files.put(previewKey(kind, picture.fileKey), bytes, packed.jpg.type)
}

const packOne = (original: Uint8Array, { width, format }: { width: number; format: PictureFormat }) =>
  packed[format].pack(sharp(original).resize({ width, withoutEnlargement: true })).toBuffer()

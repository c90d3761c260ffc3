import type { z } from 'zod'
import type { pictureWire } from '../platform/wire.ts'
import { pictureKinds, variantKey, widthsOf, type Picture, type PictureFormat, type PictureKind } from './picture.ts'

/** The width that a browser without srcset gets, and whoever shows a link to the page. */
const plainWidth = { photo: 800, portrait: 192 } as const

/**
 * A picture as pages show it. `formats`: the ones that its variants are there in; while there are none, the smallest is all
 * there is to show.
 */
export function presentPicture(
  kind: PictureKind,
  { fileKey, width, height, colour }: Picture,
  formats: readonly PictureFormat[],
): z.input<typeof pictureWire> {
  const all = widthsOf(kind, width)
  const smallest = pictureKinds[kind].widths[0]
  const plainFormat = formats.at(-1)
  const address = (each: number, format: PictureFormat) => `/files/${variantKey(fileKey, each, format)}`
  return {
    src: plainFormat ? address(all.includes(plainWidth[kind]) ? plainWidth[kind] : smallest, plainFormat) : address(smallest, 'jpg'),
    srcset: plainFormat ? all.map((each) => `${address(each, plainFormat)} ${each}w`).join(', ') : '',
    base: `/files/${fileKey}`,
    widths: all,
    formats: [...formats],
    width,
    height,
    colour,
  }
}

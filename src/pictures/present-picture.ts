import type { z } from 'zod'
import type { pictureWire } from '../platform/wire.ts'
import { pictureKinds, variantKey, widthsOf, type Picture, type PictureFormat } from './picture.ts'

/** The width that a browser without srcset gets, and whoever shows a link to the page. */
const plainWidth = 800

/**
 * A photo as pages show it. `formats`: the ones that its variants are there in; while there are none, the smallest is all
 * there is to show.
 */
export function presentPicture(
  { fileKey, width, height, colour }: Picture,
  formats: readonly PictureFormat[],
): z.input<typeof pictureWire> {
  const all = widthsOf('photo', width)
  const smallest = pictureKinds.photo.widths[0]
  const plainFormat = formats.at(-1)
  const address = (each: number, format: PictureFormat) => `/files/${variantKey(fileKey, each, format)}`
  return {
    src: plainFormat ? address(all.includes(plainWidth) ? plainWidth : smallest, plainFormat) : address(smallest, 'jpg'),
    srcset: plainFormat ? all.map((each) => `${address(each, plainFormat)} ${each}w`).join(', ') : '',
    base: `/files/${fileKey}`,
    widths: all,
    formats: [...formats],
    width,
    height,
    colour,
  }
}

import type { z } from 'zod'
import type { photoWire } from '../platform/wire.ts'
import { photoWidths, type Photo } from './listing.ts'

/** The width that a browser without srcset gets. */
const plainWidth = 800

export function presentPhoto({ fileKey, alt, width, height, colour }: Photo): z.input<typeof photoWire> {
  const widths = photoWidths.filter((each) => each <= Math.max(width, photoWidths[0]))
  const address = (each: number) => `/files/${fileKey}-${each}.webp`
  return {
    src: address(widths.includes(plainWidth) ? plainWidth : photoWidths[0]),
    srcset: widths.map((each) => `${address(each)} ${each}w`).join(', '),
    alt,
    width,
    height,
    colour,
  }
}

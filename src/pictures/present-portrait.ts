import type { z } from 'zod'
import type { portraitWire } from '../platform/wire.ts'
import { portraitWidths, variantKey } from './picture.ts'

/** A person as pages show them, however small the picture was that they gave. Null for who has given none. */
export function presentPortrait(fileKey: string | null): z.input<typeof portraitWire> | null {
  if (fileKey === null) return null
  const [small, large] = portraitWidths
  return { small: `/files/${variantKey(fileKey, small, 'webp')}`, large: `/files/${variantKey(fileKey, large, 'webp')}` }
}

import type { z } from 'zod'
import { presentPicture } from '../pictures/present-picture.ts'
import type { photoWire } from '../platform/wire.ts'
import type { Photo } from './photo.ts'

export function presentPhoto(photo: Photo): z.input<typeof photoWire> {
  const { id, alt, caption, room, formats } = photo
  return { ...presentPicture(photo, formats), id, alt, caption, room }
}

import type { KeyFor } from '../i18n/keys.ts'

/** Why a file was not taken, as the API says it. */
export type Refusal = Readonly<{ code: string; format: string }>

type Said = KeyFor<{ format: string }>

const known = {
  picture_empty: 'photos.refused.picture_empty',
  picture_broken: 'photos.refused.picture_broken',
  picture_too_large: 'photos.refused.picture_too_large',
  picture_too_many_pixels: 'photos.refused.picture_too_many_pixels',
  picture_format_not_taken: 'photos.refused.picture_format_not_taken',
  not_a_picture: 'photos.refused.not_a_picture',
  too_many_photos: 'photos.refused.too_many_photos',
} as const satisfies Record<string, Said>

const isKnown = (code: string): code is keyof typeof known => code in known

/** The words for it, and for what nobody decided: a lost connection, a server that is busy. */
export const refusalText = (code: string, other: Said = 'photos.refused.other'): Said => (isKnown(code) ? known[code] : other)

/** From the API's problem document, or whatever came instead of it. */
export function parseRefusal(body: unknown): Refusal {
  if (typeof body !== 'object' || body === null || !('code' in body)) return { code: 'other', format: '' }
  return { code: String(body.code), format: 'format' in body ? String(body.format) : '' }
}

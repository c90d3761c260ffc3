import { pictureBytesMax, picturePixelsMax } from './picture.ts'
import type { PictureUploadError } from './receive-picture.ts'

/** What those who take pictures tell of a file that they refuse. */
export const pictureUploadStatus = {
  upload_broken_off: 400,
  picture_empty: 422,
  picture_broken: 422,
  picture_too_large: 413,
  picture_too_many_pixels: 422,
  picture_format_not_taken: 415,
  not_a_picture: 415,
  try_again: 503,
} as const satisfies Record<PictureUploadError['code'], number>

/** And beforehand, of the files that they take. */
export const takenFiles =
  `The body is the file: JPEG, PNG, WebP, AVIF or GIF (its first frame), by its content, up to ${pictureBytesMax / 1024 / 1024} MB and ` +
  `${picturePixelsMax / 1_000_000} megapixels.`

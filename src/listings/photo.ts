import type { PhotoId } from '../kernel/ids.ts'
import type { Picture, PictureFormat } from '../pictures/picture.ts'
import type { Tables } from '../platform/tables.ts'

/** So many photos a listing may have: nobody looks at more. */
export const photosMax = 40
export const altLengthMax = 250
export const captionLengthMax = 200

/** What a photo shows. They stand in the order in which a guest would walk through. */
export const photoRooms = [
  'outside',
  'living',
  'kitchen',
  'dining',
  'bedroom',
  'bathroom',
  'work',
  'balcony',
  'garden',
  'pool',
  'view',
  'surroundings',
  'other',
] as const
export type PhotoRoom = (typeof photoRooms)[number]

/** What may be said of a photo. */
export type PhotoWords = Readonly<{
  /** What it shows, for those who cannot see it. */
  alt: string
  /** A line under it. */
  caption: string
  room: PhotoRoom | null
}>

export type Photo = Picture &
  PhotoWords &
  Readonly<{
    id: PhotoId
    /** What its variants are there in, best first; empty while they are being made. */
    formats: readonly PictureFormat[]
  }>

/** From its row. */
export function parsePhoto(row: Pick<Tables['photo'], (typeof photoColumns)[number]>): Photo {
  const { id, alt, caption, width, height, colour, file_key: fileKey } = row
  const formats = (row.formats === '' ? [] : row.formats.split(',')) as PictureFormat[]
  return { id, fileKey, width, height, colour, alt, caption, room: row.room as PhotoRoom | null, formats }
}

export const photoColumns = ['id', 'file_key', 'width', 'height', 'colour', 'alt', 'caption', 'room', 'formats'] as const

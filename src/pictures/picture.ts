/** A picture that somebody gave us, as it is kept: upright, sRGB, without what the camera knew of time and place. */
export type Picture = Readonly<{
  /** What the names of its files begin with. */
  fileKey: string
  /** Of the kept original, in pixels: no variant is larger. */
  width: number
  height: number
  /** The colour that there is most of, '#rrggbb': it stands where the picture will be. */
  colour: string
}>

/** The kinds of files made of a picture, best first: each browser takes the first that it reads. */
export const pictureFormats = ['avif', 'webp', 'jpg'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/** 30 MB: what a good camera writes at its best. */
export const pictureBytesMax = 30 * 1024 * 1024
/** 60 megapixels: a good camera's, and 180 MB when unpacked. */
export const picturePixelsMax = 60_000_000

/** A photo is of a listing; a portrait is of a person, and square. */
export type PictureKind = 'photo' | 'portrait'

type Rules = Readonly<{
  /** A variant for each that is not larger than the picture, and the smallest always. */
  widths: readonly [number, ...number[]]
  formats: readonly PictureFormat[]
  /** The kept original is no longer than this at its longer side. */
  edgeMax: number
  square: boolean
  folder: string
}>

/** In pages' lines, and large on a page of their own: each for screens of two points a pixel. */
export const portraitWidths = [96, 256] as const

export const pictureKinds: Readonly<Record<PictureKind, Rules>> = {
  photo: { widths: [480, 800, 1200, 1800], formats: pictureFormats, edgeMax: 2560, square: false, folder: 'photos' },
  // So small that AVIF saves nothing: its head alone weighs half a kilobyte.
  portrait: { widths: portraitWidths, formats: ['webp', 'jpg'], edgeMax: 512, square: true, folder: 'portraits' },
}

/** The widths in which a picture of `width` pixels is made. What is smaller than the smallest keeps its own width under that name. */
export function widthsOf(kind: PictureKind, width: number): number[] {
  const { widths } = pictureKinds[kind]
  return widths.filter((each) => each <= Math.max(width, widths[0]))
}

export const variantKey = (fileKey: string, width: number, format: PictureFormat) => `${fileKey}-${width}.${format}`

/** Where the kept originals are: for making variants, never served. */
export const originalsFolder = 'originals/'
export const originalKey = (fileKey: string) => `${originalsFolder}${fileKey}.jpg`

/** There from the first moment on, before the variants are. */
export const previewKey = (kind: PictureKind, fileKey: string) => variantKey(fileKey, pictureKinds[kind].widths[0], 'jpg')

/** Every name that a file of this picture may have. */
export function keysOf(kind: PictureKind, fileKey: string): string[] {
  const { widths, formats } = pictureKinds[kind]
  const variants = widths.flatMap((width) => formats.map((format) => variantKey(fileKey, width, format)))
  return [originalKey(fileKey), ...variants]
}

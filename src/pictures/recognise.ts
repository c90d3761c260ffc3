/** What we take: what cameras, phones and browsers make. Of a moving GIF, WebP or AVIF the first frame is kept. */
export type TakenFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif'
/** What we know and do not take; people are told by name. SVG is a program that may ask for other files. */
export type RefusedFormat = 'heic' | 'svg' | 'tiff' | 'pdf'

/** So many bytes from the start tell. */
export const headBytes = 4_096

const starts: readonly (readonly [TakenFormat | RefusedFormat, RegExp])[] = [
  ['jpeg', /^\xff\xd8\xff/],
  ['png', /^\x89PNG\r\n.\n/],
  ['gif', /^GIF8[79]a/],
  ['webp', /^RIFF[^]{4}WEBP/],
  ['tiff', /^(II[*+]\0|MM\0[*+])/],
  ['pdf', /^%PDF-/],
  ['svg', /^(\xef\xbb\xbf)?\s*(<\?xml[^]*|<!--[^]*|<!DOCTYPE svg[^]*)?<svg[\s>]/i],
]

/** By the first bytes alone, whatever the file is called. Undefined: no picture that we know. */
export function recognise(head: Uint8Array): TakenFormat | RefusedFormat | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, headBytes)).toString('latin1')
  return starts.find(([, start]) => start.test(text))?.[0] ?? ofIsoFile(head, text)
}

/** ISO/IEC 14496-12: the first box names the brands that the file may be read as. */
function ofIsoFile(head: Uint8Array, text: string): 'avif' | 'heic' | undefined {
  if (text.slice(4, 8) !== 'ftyp') return undefined
  const length = Buffer.from(head.buffer, head.byteOffset, head.length).readUInt32BE(0)
  const brands = text.slice(8, Math.min(length, headBytes)).match(/[^]{4}/g) ?? []
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif'
  return brands.some((brand) => /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) ? 'heic' : undefined
}

export const isTaken = (format: TakenFormat | RefusedFormat): format is TakenFormat =>
  format === 'jpeg' || format === 'png' || format === 'webp' || format === 'avif' || format === 'gif'

/** From the first byte to the last, both within; 'unsatisfiable' when none of them is there. */
export type ByteRange = Readonly<{ first: number; last: number }>

/**
 * What a Range header asks of a file of `size` bytes. RFC 9110: one that asks for several pieces, or in words we do not know,
 * may be passed over, and the whole is sent: null.
 */
export function parseByteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return null
  const [first, last] = from === '' ? [Math.max(0, size - Number(to)), size - 1] : [Number(from), to === '' ? size - 1 : Number(to)]
  if (from !== '' && to !== '' && last < first) return null
  return first >= size || (from === '' && Number(to) === 0) ? 'unsatisfiable' : { first, last: Math.min(last, size - 1) }
}

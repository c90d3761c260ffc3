import { open, rename, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { DayNumber } from '../../kernel/calendar-date.ts'
import type { AgreedPolicy } from '../../listings/cancellation-policy.ts'
import { bytesOf, viewBlock, type Block, type Shape } from './block.ts'
import { learn, textsOf, type Texts } from './dictionaries.ts'
import { setPolicy, type Index } from './shared-index.ts'

/** To be raised whenever what a block's bytes mean is changed, in a way that `layoutOf` does not show. */
const format = 2

/** An index as it was, between `mark` and the moment it was written: whoever follows what happened since `mark` has it whole. */
type Footer = Readonly<{
  format: number
  layout: string
  mark: unknown
  from: DayNumber
  until: DayNumber
  texts: Texts
  policies: readonly AgreedPolicy[]
  /** In the order of the file. */
  blocks: readonly Readonly<{ number: number; shape: Shape; bytes: number }>[]
  order: readonly number[]
  begins: readonly number[]
}>

/** After the footer: how long it is, and a checksum of all before. */
const tailBytes = 8

/** What a block of a certain shape weighs and how its columns follow each other: another layout has other ones. */
function layoutOf(): string {
  const shape: Shape = { rows: 64, units: 3, runs: 5, details: 7, groups: 2, wide: true }
  const block = viewBlock(shape, new SharedArrayBuffer(Math.ceil(bytesOf(shape) / 8) * 8))
  const columns = Object.entries(block.columns).map(([name, { BYTES_PER_ELEMENT, byteOffset }]) => [name, BYTES_PER_ELEMENT, byteOffset])
  return JSON.stringify([columns, block.nights.byteOffset, block.ids.byteOffset, block.spans.byteOffset, block.details.byteOffset])
}

type Curve = Pick<Footer, 'order' | 'begins'>

/**
 * Writes all blocks, one after another while others are changed: no block may be given up meanwhile, and who is made of another
 * follows. @param curve how blocks lie along the curve, once all are written
 */
export async function saveSnapshot(file: string, index: Index, mark: unknown, curve: () => Curve): Promise<void> {
  const draft = `${file}.new`
  const handle = await open(draft, 'w')
  try {
    const out = newOut(handle)
    const blocks: Footer['blocks'][number][] = []
    const written = new Set<number>()
    for (let left = [...index.blocks.keys()]; left.length > 0; left = [...index.blocks.keys()].filter((number) => !written.has(number))) {
      for (const number of left) {
        const block = index.blocks[number]
        written.add(number)
        if (!block) continue
        blocks.push({ number, shape: block.shape, bytes: block.buffer.byteLength })
        await out.write(new Uint8Array(block.buffer))
      }
    }
    const { from, until, codes, policies } = index
    const known = { from, until, texts: textsOf(codes), policies: [...policies.values()] }
    const footer: Footer = { format, layout: layoutOf(), mark, blocks, ...known, ...curve() }
    await out.write(Buffer.from(JSON.stringify(footer)))
    await out.end()
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}

function newOut(handle: FileHandle) {
  let checksum = 0
  let last = 0
  return {
    write: async (bytes: Uint8Array) => {
      // A copy: others go on changing a block while it is on its way.
      const copy = Buffer.from(bytes)
      checksum = crc32(copy, checksum)
      last = copy.length
      await handle.write(copy)
    },
    end: async () => {
      const tail = Buffer.alloc(tailBytes)
      tail.writeUInt32LE(last, 0)
      tail.writeUInt32LE(checksum, 4)
      await handle.write(tail)
    },
  }
}

export type Loaded = Curve & Readonly<{ mark: unknown }>

/**
 * Reads a snapshot into an index that holds nothing. @returns null, with the index still empty, when there is none or it can't
 * be trusted: of another layout, cut short or spoilt.
 */
export async function loadSnapshot(file: string, index: Index): Promise<Loaded | null> {
  const handle = await open(file).catch(() => null)
  if (!handle) return null
  try {
    const footer = await readFooter(handle)
    if (!footer) return null
    const read = await readBlocks(handle, footer)
    if (!read) return null
    learn(index.codes, footer.texts)
    for (const policy of footer.policies) setPolicy(index, policy)
    for (const [number, block] of read) index.blocks[number] = block
    // Holes must be there as such.
    for (let number = 0; number < index.blocks.length; number++) index.blocks[number] ??= undefined
    index.from = footer.from
    index.until = footer.until
    return { mark: footer.mark, order: footer.order, begins: footer.begins }
  } finally {
    await handle.close()
  }
}

async function readFooter(handle: FileHandle): Promise<(Footer & { checksum: number; bytes: Buffer }) | null> {
  const { size } = await handle.stat()
  if (size < tailBytes) return null
  const tail = await readAt(handle, size - tailBytes, tailBytes)
  const length = tail.readUInt32LE(0)
  if (length > size - tailBytes) return null
  const bytes = await readAt(handle, size - tailBytes - length, length)
  const footer = parse(bytes)
  if (footer?.format !== format || footer.layout !== layoutOf()) return null
  const before = footer.blocks.reduce((sum, block) => sum + block.bytes, 0)
  return before + length + tailBytes === size ? { ...footer, checksum: tail.readUInt32LE(4), bytes } : null
}

function parse(bytes: Buffer): Footer | null {
  try {
    return JSON.parse(bytes.toString()) as Footer
  } catch {
    return null
  }
}

async function readBlocks(handle: FileHandle, footer: Footer & { checksum: number; bytes: Buffer }): Promise<[number, Block][] | null> {
  const read: [number, Block][] = []
  let checksum = 0
  // While one is looked through, the next is on its way.
  let at = 0
  const begin = (index: number) => {
    const bytes = footer.blocks[index]?.bytes ?? 0
    const reading = readInto(handle, at, new Uint8Array(new SharedArrayBuffer(bytes)))
    at += bytes
    return reading
  }
  let next = begin(0)
  for (const [index, { number, shape }] of footer.blocks.entries()) {
    const into = await next
    next = begin(index + 1)
    checksum = crc32(into, checksum)
    read.push([number, viewBlock(shape, into.buffer)])
  }
  await next
  return crc32(footer.bytes, checksum) === footer.checksum ? read : null
}

const readAt = async (handle: FileHandle, position: number, length: number) =>
  Buffer.from((await readInto(handle, position, new Uint8Array(length))).buffer)

/** A file that is shorter leaves zeros: no checksum is right then. */
async function readInto<Memory extends ArrayBufferLike>(
  handle: FileHandle,
  position: number,
  into: Uint8Array<Memory>,
): Promise<Uint8Array<Memory>> {
  await handle.read(into, 0, into.length, position)
  return into
}

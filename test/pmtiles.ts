import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'

export type ArchiveTile = Readonly<{ z: number; x: number; y: number; bytes: Uint8Array }>
const tileTypes = { mvt: 1, png: 2, jpeg: 3, webp: 4, avif: 5 } as const

/** [west, south, east, north] */
type Bounds = readonly [number, number, number, number]
type Options = Readonly<{ type: keyof typeof tileTypes; bounds: Bounds; attribution?: string }>

/** An archive of tiles as its specification (PMTiles, version 3) has it: header, one directory, what it is about, the tiles. */
export function writeArchive(tiles: readonly ArchiveTile[], { type, bounds, attribution }: Options): Buffer {
  const sorted = tiles.map((tile) => ({ ...tile, id: zxyToTileId(tile.z, tile.x, tile.y) })).toSorted((a, b) => a.id - b.id)
  const directory = gzipSync(directoryOf(sorted))
  const about = gzipSync(JSON.stringify({ attribution }))
  const header = Buffer.alloc(127)
  header.write('PMTiles')
  header.writeUInt8(3, 7)
  const data = Buffer.concat(sorted.map(({ bytes }) => bytes))
  let at = header.length
  for (const [index, part] of [directory, about, Buffer.alloc(0), data].entries()) {
    header.writeBigUInt64LE(BigInt(at), 8 + index * 16)
    header.writeBigUInt64LE(BigInt(part.length), 16 + index * 16)
    at += part.length
  }
  for (const offset of [72, 80, 88]) header.writeBigUInt64LE(BigInt(sorted.length), offset)
  const zooms = sorted.map(({ z }) => z)
  // Clustered; directories gzipped, tiles as they are.
  header.set([1, 2, 1, tileTypes[type], Math.min(...zooms), Math.max(...zooms)], 96)
  for (const [index, degrees] of bounds.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4)
  return Buffer.concat([header, directory, about, data])
}

function directoryOf(tiles: readonly (ArchiveTile & { id: number })[]): Buffer {
  const ids = tiles.map(({ id }, index) => id - (tiles[index - 1]?.id ?? 0))
  const lengths = tiles.map(({ bytes }) => bytes.length)
  // An offset of 0 says: right after the one before.
  const offsets = tiles.map((_, index) => (index === 0 ? 1 : 0))
  return Buffer.from([tiles.length, ...ids, ...tiles.map(() => 1), ...lengths, ...offsets].flatMap(varint))
}

/** Seven bits a byte, the lowest first, a high bit while more follow. */
export function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

/** Every tile of these zooms that a box touches. */
export function tilesIn([west, south, east, north]: Bounds, zooms: readonly number[]): Omit<ArchiveTile, 'bytes'>[] {
  const column = (lng: number, z: number) => Math.floor(((lng + 180) / 360) * 2 ** z)
  const row = (lat: number, z: number) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z)
  const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return zooms.flatMap((z) =>
    span(column(west, z), column(east, z)).flatMap((x) => span(row(north, z), row(south, z)).map((y) => ({ z, x, y }))),
  )
}

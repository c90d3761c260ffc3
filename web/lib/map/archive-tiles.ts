import * as L from 'leaflet'
import { PMTiles, TileType, type Header } from 'pmtiles'
import type { Tiles } from './draw-map.ts'

/** Tiles out of one file (PMTiles, version 3), read piece by piece as they come into view. Loaded only where an operator has set one. */
export type Archive = Readonly<{ layer: L.GridLayer; coversTheWorld: boolean }>

/** @throws when the file cannot be reached or is no archive. */
export async function openArchive(tiles: NonNullable<Tiles>): Promise<Archive> {
  const archive = new PMTiles(new URL(tiles.url, location.href).href)
  const header = await archive.getHeader()
  const options = {
    attribution: tiles.attribution || (await thanksIn(archive)),
    bounds: L.latLngBounds([header.minLat, header.minLon], [header.maxLat, header.maxLon]),
  }
  const coversTheWorld = header.maxLon - header.minLon >= 359 && header.maxLat - header.minLat >= 160
  return { layer: await layerOf(archive, header, options), coversTheWorld }
}

async function layerOf(archive: PMTiles, header: Header, options: L.GridLayerOptions): Promise<L.GridLayer> {
  if (header.tileType === TileType.Mvt) {
    const { newVectorLayer } = await import('./vector-tiles.ts')
    return newVectorLayer(archive, { ...options, maxDataZoom: header.maxZoom })
  }
  const zooms = { minNativeZoom: header.minZoom, maxNativeZoom: header.maxZoom }
  return new PictureTiles(archive, pictureType(header), { ...options, ...zooms, className: 'tiles' })
}

const pictureTypes = new Map([
  [TileType.Png, 'image/png'],
  [TileType.Jpeg, 'image/jpeg'],
  [TileType.Webp, 'image/webp'],
  [TileType.Avif, 'image/avif'],
])

function pictureType({ tileType }: Header): string {
  const type = pictureTypes.get(tileType)
  if (type === undefined) throw new Error(`tiles of type ${tileType} cannot be drawn`)
  return type
}

/** What the archive itself asks for: its words, never its markup. */
async function thanksIn(archive: PMTiles): Promise<string> {
  const about = await archive.getMetadata()
  const thanks = typeof about === 'object' && about !== null && 'attribution' in about ? String(about.attribution) : ''
  const words = document.createElement('span')
  // Without tags first: even in a document that is never shown, an event handler would be reported as one.
  words.textContent = new DOMParser().parseFromString(thanks.replaceAll(/<[^>]*>/g, ''), 'text/html').body.textContent
  return words.innerHTML
}

/** Each tile is painted on a canvas: a picture at an address of its own would need a wider policy for all pictures. */
class PictureTiles extends L.GridLayer {
  private readonly archive: PMTiles
  private readonly type: string
  private readonly loading = new WeakMap<HTMLElement, AbortController>()

  constructor(archive: PMTiles, type: string, options: L.GridLayerOptions) {
    super(options)
    this.archive = archive
    this.type = type
    this.on('tileunload', (event) => this.loading.get(event.tile)?.abort())
  }

  protected override createTile(at: L.Coords, done: L.DoneCallback): HTMLElement {
    const tile = document.createElement('canvas')
    const controller = new AbortController()
    this.loading.set(tile, controller)
    void this.finish(tile, () => this.paint(tile, at, controller.signal), done)
    return tile
  }

  private async finish(tile: HTMLElement, paint: () => Promise<void>, done: L.DoneCallback): Promise<void> {
    try {
      await paint()
      done(undefined, tile)
    } catch (error) {
      // Leaflet tells of it, and goes on with the others.
      done(error instanceof Error ? error : new Error(String(error)), tile)
    }
  }

  private async paint(tile: HTMLCanvasElement, at: L.Coords, signal: AbortSignal): Promise<void> {
    const found = await this.archive.getZxy(at.z, at.x, at.y, signal)
    if (!found) return
    const picture = await createImageBitmap(new Blob([found.data], { type: this.type }))
    Object.assign(tile, { width: picture.width, height: picture.height })
    tile.getContext('2d')?.drawImage(picture, 0, 0)
    picture.close()
  }
}

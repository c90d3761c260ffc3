import leafletStyles from 'leaflet/dist/leaflet.css?url'
import * as L from 'leaflet'
import mapStyles from '../../styles/map.css?url'
import { drawGround, isThere, namesPane } from './ground.ts'
import { groupPins } from './group-pins.ts'
import { writeTownNames } from './town-names.ts'

export type Box = readonly number[]
/** `pictures`: an address with {z}, {x} and {y}; `pmtiles`: one file with all of them. */
export type Tiles = Readonly<{ kind: 'pictures' | 'pmtiles'; url: string; attribution: string }> | null

/** A pin is a real link with its full name; what it says is the total. `count` is how many homes it stands for. */
export type MapPin = Readonly<{ key: string; lat: number; lng: number; text: string; label: string; href: string; count: number }>

export type DrawnMap = Readonly<{
  showPins: (pins: readonly MapPin[]) => void
  /** Makes one pin solid, or none. */
  light: (key: string | null) => void
  zoom: (by: number) => void
  box: () => Box
  fit: (box: Box) => void
  circle: (center: { lat: number; lng: number }, radiusMetres: number) => void
  /** Puts the pin that is dragged somewhere else, and shows it. */
  putHandle: (at: { lat: number; lng: number }) => void
  remove: () => void
}>

type Options = {
  box: Box
  tiles: Tiles
  /** Whom the drawn ground and its names are due to, where there are no tiles. */
  thanks: { land: string; names: string }
  /** Two fingers to move it on a phone, so that the page around it still scrolls. */
  withinPage: boolean
  /** What stands for pins that would cover each other; pressing it zooms in on them. */
  groupOf: (pins: readonly MapPin[], box: Box) => Pick<MapPin, 'text' | 'label' | 'href'>
  onmoved: () => void
  onpin: (key: string | null) => void
  /** One pin that is dragged, or put down by a press on the map. */
  handle?: { at: { lat: number; lng: number }; onmove: (at: { lat: number; lng: number }) => void }
}

/** A box with west > east lies across the date line. */
const bounds = ([west = 0, south = 0, east = 0, north = 0]: Box) =>
  L.latLngBounds([south, west], [north, east < west ? east + wholeRound : east])
const wholeRound = 360
const closest = 17
const round = (degrees: number) => Number(degrees.toFixed(4))

/** Leaflet in `element`. Everything of Leaflet's lives in this file, which is loaded when a map comes into view. */
export async function drawMap(element: HTMLElement, options: Options): Promise<DrawnMap> {
  await Promise.all([leafletStyles, mapStyles].map(loadStyles))
  return draw(element, options)
}

/** Kit would send the styles of everything a page may load later along with the page itself. */
async function loadStyles(href: string) {
  if (document.querySelector(`link[href="${href}"]`)) return
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  const loaded = new Promise((resolve, reject) => {
    link.addEventListener('load', resolve)
    link.addEventListener('error', reject)
  })
  document.head.append(link)
  await loaded
}

function draw(element: HTMLElement, options: Options): DrawnMap {
  const { box, tiles, thanks, withinPage, groupOf, onmoved, onpin } = options
  const touch = matchMedia('(pointer: coarse)').matches
  const map = L.map(element, {
    zoomControl: false,
    worldCopyJump: true,
    scrollWheelZoom: !withinPage,
    dragging: !(withinPage && touch),
    maxZoom: closest,
    // Tiles are sharp at whole zooms alone; drawn land is at any.
    zoomSnap: tiles ? 1 : 0.5,
    attributionControl: false,
  })
  L.control.attribution({ prefix: false, position: 'bottomright' }).addTo(map)
  addScale(map)
  map.createPane(namesPane).setAttribute('aria-hidden', 'true')
  map.fitBounds(bounds(box), { animate: false, padding: [12, 12] })
  const makeRoom = newGround(map, tiles, thanks)

  const layer = L.layerGroup().addTo(map)
  const links = new Map<string, HTMLAnchorElement>()
  let settled = false
  map.on('moveend', () => {
    if (settled) onmoved()
    settled = true
  })

  let shown: readonly MapPin[] = []
  map.on('zoomend', () => showPins(shown))

  function showPins(pins: readonly MapPin[]) {
    shown = pins.map((pin) => ({ ...pin, lng: pin.lng + wholeRound * Math.round((map.getCenter().lng - pin.lng) / wholeRound) }))
    layer.clearLayers()
    links.clear()
    for (const group of groupPins(shown, { place: ({ lat, lng }) => map.project([lat, lng]), letters: ({ text }) => text.length })) {
      const [first] = group
      if (!first) continue
      const link = group.length === 1 ? linkOf(first, onpin) : groupLink(group)
      for (const { key } of group) links.set(key, link)
      const at = group.length === 1 ? L.latLng(first.lat, first.lng) : L.latLngBounds(group.map(({ lat, lng }) => [lat, lng])).getCenter()
      L.marker(at, { icon: L.divIcon({ className: 'spot', html: link, iconSize: [0, 0] }), keyboard: false }).addTo(layer)
    }
    makeRoom()
  }

  function groupLink(group: readonly MapPin[]) {
    const around = L.latLngBounds(group.map(({ lat, lng }) => [lat, lng]))
    const { west, south, east, north } = {
      west: around.getWest(),
      south: around.getSouth(),
      east: around.getEast(),
      north: around.getNorth(),
    }
    const together = groupOf(group, [west, south, east, north])
    const link = linkOf({ ...group[0]!, ...together, count: 2 }, () => onpin(null))
    link.addEventListener('click', (event) => {
      if (map.getZoom() >= closest || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      map.flyToBounds(around, { padding: [64, 64], maxZoom: closest })
    })
    return link
  }

  const handle = options.handle && addHandle(map, options.handle)

  return {
    showPins,
    putHandle: (at) => {
      handle?.setLatLng(at)
      if (!map.getBounds().contains(at)) map.panTo(at)
    },
    light: (key) => links.forEach((link, name) => link.classList.toggle('on', name === key)),
    zoom: (by) => map.setZoom(map.getZoom() + by),
    box: () => {
      const seen = map.getBounds()
      const [west, east] =
        seen.getEast() - seen.getWest() >= wholeRound
          ? [-180, 180]
          : [L.latLng(0, seen.getWest()).wrap().lng, L.latLng(0, seen.getEast()).wrap().lng]
      return [west, Math.max(-90, seen.getSouth()), east, Math.min(90, seen.getNorth())].map(round)
    },
    fit: (wanted) => {
      settled = false
      map.fitBounds(bounds(wanted), { padding: [12, 12] })
    },
    circle: (center, radiusMetres) => {
      // In a layer of its own: the drawn land arrives later and would lie over it.
      map.createPane('circle').style.zIndex = '450'
      L.circle(center, { radius: radiusMetres, className: 'area', interactive: false, pane: 'circle' }).addTo(map)
    },
    remove: () => map.remove(),
  }
}

/** What pins stand on: the operator's tiles, else drawn land and names. @returns what to call when pins have changed. */
function newGround(map: L.Map, tiles: Tiles, thanks: Options['thanks']): () => void {
  let makeRoom = () => {}
  const drawAll = () => {
    void drawGround(map, thanks.land)
    makeRoom = writeTownNames(map, thanks.names)
  }
  if (!tiles) drawAll()
  else if (tiles.kind === 'pictures') L.tileLayer(tiles.url, { attribution: tiles.attribution, className: 'tiles' }).addTo(map)
  else void drawArchive(map, tiles, { land: () => drawGround(map, thanks.land), all: drawAll })
  return () => makeRoom()
}

/** `land` is drawn under an archive of a part of the world, `all` when the archive is out of reach: better a rough map than none. */
async function drawArchive(map: L.Map, tiles: NonNullable<Tiles>, instead: { land: () => unknown; all: () => void }): Promise<void> {
  const { openArchive } = await import('./archive-tiles.ts')
  const archive = await openArchive(tiles).catch(reportError)
  if (!isThere(map)) return
  if (!archive) return instead.all()
  archive.layer.addTo(map)
  if (!archive.coversTheWorld) instead.land()
}

/** Miles beside kilometres for readers who count in them. */
function addScale(map: L.Map): void {
  const imperial = /-(US|LR|MM)\b/.test(document.documentElement.lang)
  const scale = L.control.scale({ position: 'bottomright', maxWidth: 80, imperial }).addTo(map)
  scale.getContainer()?.setAttribute('aria-hidden', 'true')
}

function addHandle(map: L.Map, { at, onmove }: NonNullable<Options['handle']>): L.Marker {
  const handle = L.marker(at, {
    draggable: true,
    autoPan: true,
    keyboard: false,
    icon: L.divIcon({ className: 'handle', iconSize: [44, 44], iconAnchor: [22, 42] }),
  })
  handle.on('dragend', () => onmove(handle.getLatLng().wrap()))
  map.on('click', ({ latlng }) => {
    handle.setLatLng(latlng)
    onmove(latlng.wrap())
  })
  return handle.addTo(map)
}

function linkOf(pin: MapPin, onpin: (key: string | null) => void) {
  const link = document.createElement('a')
  link.className = pin.count > 1 ? 'pin many' : 'pin'
  link.href = pin.href
  link.textContent = pin.text
  link.setAttribute('aria-label', pin.label)
  link.addEventListener('focus', () => onpin(pin.key))
  link.addEventListener('pointerenter', () => onpin(pin.key))
  return link
}

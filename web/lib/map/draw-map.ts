import leafletStyles from 'leaflet/dist/leaflet.css?url'
import landUrl from 'world-atlas/land-50m.json?url'
import * as L from 'leaflet'
import type { FeatureCollection } from 'geojson'
import { coast } from './coast.ts'

export type Box = readonly number[]
export type Tiles = Readonly<{ url: string; attribution: string }> | null

/** A pin is a real link with its full name; what it says is the total. */
export type MapPin = Readonly<{ key: string; lat: number; lng: number; text: string; label: string; href: string; many: boolean }>

export type DrawnMap = Readonly<{
  showPins: (pins: readonly MapPin[]) => void
  /** Makes one pin solid, or none. */
  light: (key: string | null) => void
  zoom: (by: number) => void
  box: () => Box
  fit: (box: Box) => void
  circle: (center: { lat: number; lng: number }, radiusMetres: number) => void
  remove: () => void
}>

type Options = {
  box: Box
  tiles: Tiles
  attribution: string
  /** Two fingers to move it on a phone, so that the page around it still scrolls. */
  withinPage: boolean
  onmoved: () => void
  onpin: (key: string | null) => void
}

const bounds = ([west = 0, south = 0, east = 0, north = 0]: Box) => L.latLngBounds([south, west], [north, east])
const closest = 17
const round = (degrees: number) => Number(degrees.toFixed(4))

/** Leaflet in `element`. Everything of Leaflet's lives in this file, which is loaded when a map comes into view. */
export async function drawMap(element: HTMLElement, options: Options): Promise<DrawnMap> {
  await loadStyles()
  return draw(element, options)
}

/** Kit would send the styles of everything a page may load later along with the page itself. */
async function loadStyles() {
  if (document.querySelector(`link[href="${leafletStyles}"]`)) return
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = leafletStyles
  const loaded = new Promise((resolve, reject) => {
    link.addEventListener('load', resolve)
    link.addEventListener('error', reject)
  })
  document.head.append(link)
  await loaded
}

function draw(element: HTMLElement, { box, tiles, attribution, withinPage, onmoved, onpin }: Options): DrawnMap {
  const touch = matchMedia('(pointer: coarse)').matches
  const map = L.map(element, {
    zoomControl: false,
    worldCopyJump: true,
    scrollWheelZoom: !withinPage,
    dragging: !(withinPage && touch),
    maxZoom: closest,
    zoomSnap: 0.5,
    attributionControl: false,
  })
  L.control.attribution({ prefix: false, position: 'bottomright' }).addTo(map)
  map.fitBounds(bounds(box), { animate: false, padding: [12, 12] })
  if (tiles) L.tileLayer(tiles.url, { attribution: tiles.attribution, className: 'tiles' }).addTo(map)
  else void drawLand(map, attribution)

  const layer = L.layerGroup().addTo(map)
  const links = new Map<string, HTMLAnchorElement>()
  let settled = false
  map.on('moveend', () => {
    if (settled) onmoved()
    settled = true
  })

  function showPins(pins: readonly MapPin[]) {
    layer.clearLayers()
    links.clear()
    for (const pin of pins) {
      const link = linkOf(pin, onpin)
      links.set(pin.key, link)
      L.marker([pin.lat, pin.lng], { icon: L.divIcon({ className: 'spot', html: link, iconSize: [0, 0] }), keyboard: false }).addTo(layer)
    }
  }

  return {
    showPins,
    light: (key) => links.forEach((link, name) => link.classList.toggle('on', name === key)),
    zoom: (by) => map.setZoom(map.getZoom() + by),
    box: () => {
      const seen = map.getBounds()
      return [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()].map(round)
    },
    fit: (wanted) => {
      settled = false
      map.fitBounds(bounds(wanted), { padding: [12, 12] })
    },
    circle: (center, radiusMetres) => {
      L.circle(center, { radius: radiusMetres, className: 'area', interactive: false }).addTo(map)
    },
    remove: () => map.remove(),
  }
}

function linkOf(pin: MapPin, onpin: (key: string | null) => void) {
  const link = document.createElement('a')
  link.className = pin.many ? 'pin many' : 'pin'
  link.href = pin.href
  link.textContent = pin.text
  link.setAttribute('aria-label', pin.label)
  link.addEventListener('focus', () => onpin(pin.key))
  link.addEventListener('pointerenter', () => onpin(pin.key))
  return link
}

/** What a shape on the drawn coast is, as a class the theme colours. */
const looks: Record<string, string> = { land: 'land', wood: 'wood', lake: 'sea', town: 'town', road: 'road', rail: 'rail' }

/** Without tiles: the world's coasts, and the demo's own coast in detail. Colours come from the theme by class. */
async function drawLand(map: L.Map, attribution: string) {
  const [{ feature }, world] = await Promise.all([import('topojson-client'), fetch(landUrl).then((answer) => answer.json())])
  const land = feature(world, world.objects.land) as unknown as FeatureCollection
  L.geoJSON(land, { interactive: false, style: { className: 'land' }, attribution })
    .addTo(map)
    .bringToBack()
  L.geoJSON(coast, {
    interactive: false,
    style: (shape) => ({ className: looks[String(shape?.properties.kind)] ?? 'land' }),
    pointToLayer: nameOf,
  }).addTo(map)
}

const nameOf = (shape: { properties: { name?: string; kind?: string } }, at: L.LatLng) => {
  const name = document.createElement('span')
  name.textContent = shape.properties.name ?? ''
  return L.marker(at, {
    icon: L.divIcon({ className: `name ${shape.properties.kind ?? ''}`, html: name, iconSize: [0, 0] }),
    interactive: false,
    keyboard: false,
  })
}

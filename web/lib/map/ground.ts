import landUrl from 'world-atlas/land-50m.json?url'
import * as L from 'leaflet'
import type { FeatureCollection } from 'geojson'
import { coast } from './coast.ts'
import { drawFineLand } from './fine-land.ts'

/** What a shape on the drawn coast is, as a class the theme colours. */
const looks: Record<string, string> = {
  land: 'land',
  beach: 'beach',
  wood: 'wood',
  lake: 'sea',
  river: 'river',
  town: 'town',
  road: 'road',
  lane: 'lane',
  rail: 'rail',
  ferry: 'ferry',
}
/** From here on the drawn coast's small names are shown too. */
const closeUp = 12
/** Closer than this the world's coast would be wrong by more than it tells: the ground is plain then, for the names to stand on. */
const plainFrom = 13.5

/** Below tiles, which cover it as far as they reach. */
const groundPane = 'ground'

/** Where names stand: above land, below pins, and nothing to a screen reader, which has the list of homes. */
export const namesPane = 'names'

/** Without tiles: the world's coasts, and the demo's own coast in detail. Colours come from the theme by class. */
export async function drawGround(map: L.Map, attribution: string): Promise<void> {
  const [{ feature }, world] = await Promise.all([import('topojson-client'), fetch(landUrl).then((answer) => answer.json())])
  const land = feature(world, world.objects.land) as unknown as FeatureCollection
  if (!isThere(map)) return
  map.createPane(groundPane)
  L.geoJSON(land, { interactive: false, pane: groundPane, style: { className: 'land world' } }).addTo(map)
  drawFineLand(map, groundPane)
  const drawn = L.geoJSON(coast, {
    interactive: false,
    pane: groundPane,
    style: (shape) => ({ className: looks[String(shape?.properties.kind)] ?? 'land' }),
    pointToLayer: nameOf,
  }).addTo(map)
  const { classList } = map.getContainer()
  const show = () => {
    const ours = drawn.getBounds().intersects(map.getBounds())
    classList.toggle('close-up', map.getZoom() >= closeUp)
    classList.toggle('plain', map.getZoom() >= plainFrom && !ours)
    map.attributionControl.removeAttribution(attribution)
    if (!ours) map.attributionControl.addAttribution(attribution)
  }
  map.on('moveend', show)
  show()
}

/** False once the page has taken the map away, which may be while something is read. */
export const isThere = (map: L.Map) => map.getPane('mapPane') !== undefined

const nameOf = (shape: { properties: { name?: string; kind?: string } }, at: L.LatLng) =>
  nameMarker(at, shape.properties.name ?? '', shape.properties.kind ?? '')

/** @param down px below the point */
export function nameMarker(at: L.LatLngExpression, text: string, kind: string, down = 0): L.Marker {
  const name = document.createElement('span')
  name.textContent = text
  const icon = L.divIcon({ className: `name ${kind}`, html: name, iconSize: [0, 0], iconAnchor: [0, -down] })
  return L.marker(at, { icon, interactive: false, keyboard: false, pane: namesPane })
}

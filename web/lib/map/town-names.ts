import * as L from 'leaflet'
import { browserApi } from '../api/browser.ts'
import type { components } from '../api/schema.d.ts'
import { arrangeNames, type Rect, type Written } from './arrange-names.ts'
import { nameMarker, namesPane } from './ground.ts'

type Name = components['schemas']['NameOnMap']
type Measured = Name & Pick<Written, 'width' | 'height'> & { look: string }

/** From this many people on, a town's name is larger. */
const [cityMin, townMin] = [250_000, 25_000]
const lookOf = ({ kind, people }: Name) =>
  kind === 'neighbourhood' ? 'written part' : people >= cityMin ? 'written city' : people >= townMin ? 'written' : 'written village'

/**
 * Writes the names of the towns in view on `map`, and keeps to it as it moves. Names stand where nothing of the page does: no pin,
 * no button, no other name. @returns what to call when pins have changed.
 */
export function writeTownNames(map: L.Map, attribution: string): () => void {
  const layer = L.layerGroup().addTo(map)
  let names: readonly Measured[] = []
  let known = ''
  let waiting = 0

  const arrange = () => {
    layer.clearLayers()
    const { lng: middle } = map.getCenter()
    const written = names.map((name) => {
      // The world repeats to both sides: this is the copy that is looked at.
      const at = L.latLng(name.lat, name.lng + 360 * Math.round((middle - name.lng) / 360))
      return { ...name, at, ...map.latLngToContainerPoint(at) }
    })
    const { x, y } = map.getSize()
    for (const { name, down } of arrangeNames(written, takenOn(map), { left: 4, top: 4, right: x - 4, bottom: y - 4 })) {
      nameMarker(name.at, name.name, name.look, down).addTo(layer)
    }
  }
  const soon = () => {
    cancelAnimationFrame(waiting)
    waiting = requestAnimationFrame(arrange)
  }
  const read = async () => {
    soon()
    const bbox = areaOf(map)
    if (bbox === known) return
    known = bbox
    const api = await browserApi()
    // Without a network there is no answer.
    const { data } = await api.GET('/api/v1/places/on-map', { params: { query: { bbox } } }).catch(() => ({ data: undefined }))
    // The map has moved on since, or nothing came: then it stays as it is, with fewer names.
    if (bbox !== known || !data) return
    if (data.items.length > 0) map.attributionControl.addAttribution(attribution)
    names = measured(map, data.items)
    soon()
  }
  map.on('moveend', () => void read())
  map.on('unload', () => {
    known = ''
    cancelAnimationFrame(waiting)
  })
  void read()
  return soon
}

/** What is seen, widened to a grid that is as coarse as the view is wide, so that small moves ask for nothing new. */
function areaOf(map: L.Map): string {
  const seen = map.getBounds()
  const step = 2 ** Math.floor(Math.log2(Math.max(seen.getEast() - seen.getWest(), 1e-3))) / 2
  const down = (degrees: number) => Math.floor(degrees / step) * step
  const up = (degrees: number) => Math.ceil(degrees / step) * step
  const lat = (degrees: number) => Math.min(90, Math.max(-90, degrees))
  const west = down(seen.getWest())
  const round = west - L.Util.wrapNum(west, [-180, 180], true)
  return [west - round, lat(down(seen.getSouth())), up(seen.getEast()) - round, lat(up(seen.getNorth()))]
    .map((degrees) => Number(degrees.toFixed(5)))
    .join(',')
}

/** How large each would be, read from the page at once. */
function measured(map: L.Map, names: readonly Name[]): Measured[] {
  const trial = document.createElement('div')
  const spans = names.map((name) => {
    const line = document.createElement('div')
    const span = document.createElement('span')
    line.className = `name ${lookOf(name)}`
    span.textContent = name.name
    line.append(span)
    trial.append(line)
    return span
  })
  map.getPane(namesPane)?.append(trial)
  const sizes = spans.map((span) => span.getBoundingClientRect())
  trial.remove()
  return names.map((name, index) => ({
    ...name,
    look: lookOf(name),
    width: sizes[index]?.width ?? 0,
    height: sizes[index]?.height ?? 0,
  }))
}

/** Around what is taken: the tail of a pin sticks out of it. */
const clearance = 5

/** Pins, buttons, the lines of thanks, names that are there already. */
function takenOn(map: L.Map): Rect[] {
  const container = map.getContainer()
  const { left, top } = container.getBoundingClientRect()
  const things = container.parentElement?.querySelectorAll('a, button, .leaflet-control, .handle, .name > span') ?? []
  return Array.from(things, (thing) => {
    const rect = thing.getBoundingClientRect()
    return {
      left: rect.left - left - clearance,
      right: rect.right - left + clearance,
      top: rect.top - top - clearance,
      bottom: rect.bottom - top + clearance,
    }
  })
}

import * as L from 'leaflet'
import { cellsIn, decodeRing, landFolder } from './land-cells.ts'

/** From here on the coasts of the whole world are too rough, and the cells in view are few. */
const fineFrom = 7.5

/** Draws the land in view finely, cell by cell, once the map is close; the rough land is hidden while it does. */
export function drawFineLand(map: L.Map, pane: string): void {
  const cells = new Map<string, Promise<boolean>>()
  const read = async ({ name, turn }: { name: string; turn: number }): Promise<boolean> => {
    const answer = await fetch(`${landFolder}/${name}.json`)
    // Without it, as while the site is being worked on, the rough land does.
    if (!answer.ok || map.getPane(pane) === undefined) return false
    const polygons = (await answer.json()) as number[][][]
    const points = polygons.map((rings) => rings.map((ring) => decodeRing(ring).map(([lng, lat]) => L.latLng(lat, lng + turn))))
    L.polygon(points, { interactive: false, pane, className: 'land cell' }).addTo(map)
    return true
  }
  const show = async () => {
    const { classList } = map.getContainer()
    if (map.getZoom() < fineFrom) {
      classList.remove('fine')
      return
    }
    const seen = map.getBounds()
    const wanted = cellsIn([seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()])
    const loaded = wanted.map((cell) => {
      const key = `${cell.name}/${cell.turn}`
      const known = cells.get(key) ?? read(cell)
      cells.set(key, known)
      return known
    })
    classList.toggle('fine', (await Promise.all(loaded)).every(Boolean) && map.getZoom() >= fineFrom)
  }
  map.on('moveend', () => void show())
  void show()
}

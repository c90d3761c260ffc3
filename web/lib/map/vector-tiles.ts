import * as L from 'leaflet'
import type { PMTiles } from 'pmtiles'
import { leafletLayer } from 'protomaps-leaflet'
import { labelRulesOf, paintRulesOf, type Palette } from './vector-style.ts'

/** Drawn from shapes and names, in the colours of the theme; drawn anew when the theme changes. */
export function newVectorLayer(archive: PMTiles, options: L.GridLayerOptions & { maxDataZoom: number }): L.GridLayer {
  // The library looks for Leaflet there.
  Object.assign(globalThis, { L })
  const look = () => {
    const palette = paletteOf(document.documentElement)
    const language = document.documentElement.lang.split('-')[0] ?? ''
    return { paintRules: paintRulesOf(palette), labelRules: labelRulesOf(palette, language), backgroundColor: palette.land }
  }
  const layer = leafletLayer({ ...options, url: archive, ...look() })
  const redraw = () => {
    Object.assign(layer, look())
    layer.clearLayout()
    layer.rerenderTiles()
  }
  const theme = new MutationObserver(redraw)
  const dusk = matchMedia('(prefers-color-scheme: dark)')
  const grid: L.GridLayer = Object.assign(layer)
  grid.on('add', () => {
    theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'style'] })
    dusk.addEventListener('change', redraw)
  })
  grid.on('remove', () => {
    theme.disconnect()
    dusk.removeEventListener('change', redraw)
  })
  return grid
}

/** A canvas knows no custom properties: what each comes to is read from an element that wears it. */
function paletteOf(root: HTMLElement): Palette {
  const probe = document.createElement('i')
  probe.hidden = true
  root.append(probe)
  const colour = (value: string) => {
    probe.style.color = value
    return getComputedStyle(probe).color
  }
  const palette = {
    land: colour('var(--land)'),
    sea: colour('var(--sea)'),
    wood: colour('color-mix(in oklab, var(--good) 16%, var(--land))'),
    beach: colour('color-mix(in oklab, var(--lamp) 34%, var(--land))'),
    town: colour('var(--sunk)'),
    line: colour('var(--line)'),
    road: colour('var(--surface)'),
    ink: colour('var(--ink)'),
    ink2: colour('var(--ink-2)'),
    ink3: colour('var(--ink-3)'),
    font: getComputedStyle(document.body).fontFamily,
  }
  probe.remove()
  return palette
}

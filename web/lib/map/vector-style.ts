import {
  CenteredTextSymbolizer,
  GeomType,
  LineLabelSymbolizer,
  LineSymbolizer,
  PolygonSymbolizer,
  linear,
  type Feature,
  type LabelRule,
  type PaintRule,
} from 'protomaps-leaflet'

/** The theme's colours as they are now, for a canvas; `font` is the page's. */
export type Palette = Readonly<
  Record<'land' | 'sea' | 'wood' | 'beach' | 'town' | 'line' | 'road' | 'ink' | 'ink2' | 'ink3' | 'font', string>
>

/** The same thing under the names of Protomaps (its `kind`) and OpenMapTiles (its `class`). */
const kinds = {
  wood: 'wood forest nature_reserve national_park park grass grassland meadow scrub cemetery golf_course garden village_green allotments',
  beach: 'beach sand',
  town: 'residential urban_area commercial industrial retail pedestrian school hospital university college',
  large: 'highway major_road motorway trunk primary secondary',
  small: 'minor_road other tertiary minor service',
  path: 'path track footway pedestrian',
  rail: 'rail transit',
  ferry: 'ferry',
  city: 'city locality town',
  part: 'village hamlet suburb quarter neighbourhood macrohood',
  country: 'country',
} as const
type Kind = keyof typeof kinds
const words = new Map(Object.entries(kinds).map(([kind, list]) => [kind, new Set(list.split(' '))]))

const of =
  (kind: Kind) =>
  (_zoom: number, { props }: Pick<Feature, 'props'>) => {
    const word = props['kind'] ?? props['class']
    return typeof word === 'string' && words.get(kind)?.has(word) === true
  }
const shaped = (type: GeomType) => (_zoom: number, feature: Feature) => feature.geomType === type

/** A rule for each of the layers that may hold it: Protomaps' and OpenMapTiles' go by different names. */
const inLayers = <Rule extends { dataLayer: string }>(layers: readonly string[], rule: Omit<Rule, 'dataLayer'>) =>
  layers.map((dataLayer) => ({ ...rule, dataLayer }))

/** Ground, water, roads and houses, in the colours that the drawn coast has. */
export function paintRulesOf(palette: Palette): PaintRule[] {
  const fill = (colour: string) => new PolygonSymbolizer({ fill: colour })
  const area = (layers: string[], kind: Kind, colour: string) => inLayers<PaintRule>(layers, { symbolizer: fill(colour), filter: of(kind) })
  const grounds = ['landcover', 'landuse']
  return [
    { dataLayer: 'earth', symbolizer: fill(palette.land) },
    ...area(grounds, 'town', palette.town),
    ...area(grounds, 'wood', palette.wood),
    { dataLayer: 'park', symbolizer: fill(palette.wood), filter: shaped(GeomType.Polygon) },
    ...area(grounds, 'beach', palette.beach),
    { dataLayer: 'water', symbolizer: fill(palette.sea), filter: shaped(GeomType.Polygon) },
    ...inLayers<PaintRule>(['water', 'waterway'], { symbolizer: line(palette.sea, [9, 0.5, 16, 4]), filter: shaped(GeomType.Line) }),
    ...inLayers<PaintRule>(['buildings', 'building'], {
      minzoom: 14,
      symbolizer: new PolygonSymbolizer({ fill: palette.town, stroke: palette.line, width: 1 }),
    }),
    ...roadRules(palette),
    ...inLayers<PaintRule>(['boundaries', 'boundary'], { maxzoom: 10, symbolizer: dashed(palette.ink3, [4, 3]) }),
  ]
}

/** [zoom, width, zoom, width] */
type Widths = readonly [number, number, number, number]

const line = (color: string, [near, thin, far, thick]: Widths) =>
  new LineSymbolizer({
    color,
    width: linear([
      [near, thin],
      [far, thick],
    ]),
    lineCap: 'round',
    lineJoin: 'round',
  })
const dashed = (color: string, dash: number[]) => new LineSymbolizer({ color, width: 1.2, dash })

function roadRules({ line: edge, road, ink3 }: Palette): PaintRule[] {
  const layers = ['roads', 'transportation']
  const rule = (kind: Kind, symbolizer: LineSymbolizer, minzoom: number) =>
    inLayers<PaintRule>(layers, { symbolizer, minzoom, filter: of(kind) })
  return [
    ...rule('path', line(edge, [14, 0.7, 18, 2.5]), 14),
    ...rule('ferry', dashed(ink3, [6, 6]), 9),
    ...rule('rail', dashed(ink3, [2, 5]), 11),
    ...rule('small', line(edge, [11, 0.8, 17, 14]), 11),
    ...rule('large', line(edge, [6, 0.8, 17, 20]), 6),
    ...rule('small', line(road, [13, 0.5, 17, 11]), 13),
    ...rule('large', line(road, [10, 1, 17, 16]), 10),
  ]
}

/** Names of places, streets and waters; `language` first, as it is said there else. */
export function labelRulesOf({ land, ink, ink2, ink3, font }: Palette, language: string): LabelRule[] {
  const labelProps = [`name:${language}`, 'name']
  const place = (kind: Kind, fill: string, style: string) =>
    inLayers<LabelRule>(['places', 'place'], {
      symbolizer: new CenteredTextSymbolizer({ labelProps, fill, stroke: land, width: 2, font: `${style} ${font}` }),
      sort: (a, b) => weightOf(a) - weightOf(b),
      filter: of(kind),
    })
  const street = (kind: Kind, minzoom: number) =>
    inLayers<LabelRule>(['roads', 'transportation_name'], {
      symbolizer: new LineLabelSymbolizer({ labelProps, fill: ink2, stroke: land, width: 2, font: `500 12px ${font}` }),
      minzoom,
      filter: of(kind),
    })
  return [
    ...place('city', ink, '600 14px').map((rule) => ({ ...rule, minzoom: 5 })),
    ...place('country', ink3, '600 12px').map((rule) => ({ ...rule, maxzoom: 6 })),
    ...place('part', ink2, 'italic 500 12px').map((rule) => ({ ...rule, minzoom: 12 })),
    ...inLayers<LabelRule>(['water', 'water_name'], {
      symbolizer: new CenteredTextSymbolizer({ labelProps, fill: ink2, font: `italic 500 13px ${font}` }),
      filter: shaped(GeomType.Point),
    }),
    ...street('large', 13),
    ...street('small', 15),
  ]
}

/** The weightier the place, the smaller: Protomaps says from which zoom it matters, OpenMapTiles its rank. */
const weightOf = (props: Feature['props']) => Number(props['min_zoom'] ?? props['rank'] ?? 99)

import { varint } from './pmtiles.ts'

/** Points as [x, y] in a tile that is 4096 wide. */
type Shape = Readonly<{ type: 'point' | 'line' | 'area'; points: readonly (readonly [number, number])[]; words: Record<string, string> }>

const types = { point: 1, line: 2, area: 3 } as const

/** A tile of shapes by layer, as its specification (Mapbox Vector Tile, version 2) has it. */
export const writeVectorTile = (layers: Readonly<Record<string, readonly Shape[]>>): Uint8Array =>
  Uint8Array.from(Object.entries(layers).flatMap(([name, shapes]) => field(3, layerOf(name, shapes))))

const field = (number: number, bytes: readonly number[]) => [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes]
const whole = (number: number, value: number) => [...varint(number * 8), ...varint(value)]
const text = (words: string) => [...Buffer.from(words)]

function layerOf(name: string, shapes: readonly Shape[]): number[] {
  const keys = [...new Set(shapes.flatMap(({ words }) => Object.keys(words)))]
  const values = [...new Set(shapes.flatMap(({ words }) => Object.values(words)))]
  const feature = ({ type, points, words }: Shape) => [
    ...field(
      2,
      Object.entries(words).flatMap(([key, value]) => [...varint(keys.indexOf(key)), ...varint(values.indexOf(value))]),
    ),
    ...whole(3, types[type]),
    ...field(4, commandsOf(type, points).flatMap(varint)),
  ]
  return [
    ...whole(15, 2),
    ...field(1, text(name)),
    ...shapes.flatMap((shape) => field(2, feature(shape))),
    ...keys.flatMap((key) => field(3, text(key))),
    ...values.flatMap((value) => field(4, field(1, text(value)))),
    ...whole(5, 4096),
  ]
}

/** Move to the first point, draw lines to the others, close an area; each step counts from the last. */
function commandsOf(type: Shape['type'], points: Shape['points']): number[] {
  const steps = points.map(([x, y], index) => {
    const [lastX, lastY] = points[index - 1] ?? [0, 0]
    return [zigzag(x - lastX), zigzag(y - lastY)]
  })
  const [first = [], ...rest] = steps
  const lines = rest.length > 0 ? [rest.length * 8 + 2, ...rest.flat()] : []
  return [8 + 1, ...first, ...lines, ...(type === 'area' ? [8 + 7] : [])]
}

const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value)

import { ok, type Result } from '../kernel/result.ts'
import { centreOf, parseBox, type Box, type BoxError, type Point } from './geography.ts'
import type { CountedPlace } from './places/gazetteer.ts'
import type { Search } from './search.ts'

/** `place` is what the words were understood as; the box wins over it. */
export type Where = Readonly<{ place: CountedPlace | null; box: Box | null; centre: Point | null }>

/** null: a place that nobody knows has no homes; showing those of the whole world instead would be no answer. */
export async function whereAsked(
  search: Pick<Search, 'findPlace'>,
  { place: words, bbox }: { place?: string | undefined; bbox?: string | undefined },
): Promise<Result<Where | null, BoxError>> {
  const asked = bbox === undefined ? ok(null) : parseBbox(bbox)
  if (!asked.ok) return asked
  const name = words?.trim() ?? ''
  const place = name === '' ? null : await search.findPlace(name)
  if (name !== '' && !place && !asked.value) return ok(null)
  const box = asked.value ?? place?.bbox ?? null
  return ok({ place, box, centre: asked.value ? centreOf(asked.value) : (place?.location ?? null) })
}

export const parseBbox = (text: string): Result<Box, BoxError> => {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = text.split(',').map(Number)
  return parseBox(west, south, east, north)
}

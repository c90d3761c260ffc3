import type { Box, Point } from '../geography.ts'

export type PlaceKind = 'country' | 'region' | 'town' | 'neighbourhood'

/** `country` is an ISO 3166 code, or '' where none applies. */
export type Place = Readonly<{
  id: string
  kind: PlaceKind
  name: string
  region: string | null
  country: string
  bbox: Box
  location: Point
}>

import type { FeatureCollection } from 'geojson'
import drawn from './merrow-coast.json'

/** The demo's invented coast, drawn by hand around the towns in src/search/merrow-coast.ts. */
export const coast = drawn as FeatureCollection

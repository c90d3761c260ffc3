import type { components } from './schema.d.ts'

type Schemas = components['schemas']

/** The API's shapes, by their names in its OpenAPI file. */
export type Money = Schemas['Money']
export type Photo = Schemas['Photo']
export type Problem = Schemas['Problem']
export type Place = Schemas['Place']
export type Search = Schemas['Search']
export type SearchResult = Schemas['SearchResult']
export type Pin = Search['pins'][number]
export type Listing = Schemas['Listing']
export type Review = Schemas['Review']
export type Calendar = Schemas['Calendar']
export type CalendarDay = Calendar['days'][number]
export type Quote = Schemas['Quote']
export type Line = Schemas['Line']
export type CancellationStep = Schemas['CancellationStep']
export type Booking = Schemas['Booking']
export type CancellationPreview = Schemas['CancellationPreview']

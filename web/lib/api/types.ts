import type { components } from './schema.d.ts'

type Schemas = components['schemas']
/** The client reads a tuple as a plain list. */
type Box = readonly number[]

/** The API's shapes, by their names in its OpenAPI file. */
export type Money = Schemas['Money']
export type Photo = Schemas['Photo']
export type Portrait = Schemas['Portrait']
export type Problem = Schemas['Problem']
export type Place = Omit<Schemas['Place'], 'bbox'> & { bbox: Box }
export type Search = Omit<Schemas['Search'], 'bbox' | 'place'> & { bbox: Box | null; place: Place | null }
export type Instead = NonNullable<Search['instead']>
export type SearchCalendar = Schemas['SearchCalendar']
export type SearchResult = Schemas['SearchResult']
export type Pin = Search['pins'][number]
export type Listing = Schemas['Listing']
export type OpenNights = Schemas['OpenNights']
export type Review = Schemas['Review']
export type Quote = Schemas['Quote']
export type Line = Schemas['Line']
export type CancellationStep = Schemas['CancellationStep']
export type Booking = Schemas['Booking']
export type HostToday = Schemas['HostToday']
export type Visit = Schemas['Visit']
export type HostMoney = Schemas['HostMoney']
export type StayReviews = Schemas['StayReviews']
export type ReviewList = Schemas['ReviewList']
export type Profile = Schemas['Profile']
export type Sessions = Schemas['Sessions']
export type HostCalendar = Schemas['HostCalendar']
export type HomeCalendar = HostCalendar['homes'][number]
export type NightRun = HomeCalendar['units'][number]['runs'][number]

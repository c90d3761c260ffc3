import type amenities from '../../messages/en/amenities.json'
import type editor from '../../messages/en/editor.json'
import type account from '../../messages/en/account.json'
import type about from '../../messages/en/about.json'
import type branding from '../../messages/en/branding.json'
import type entry from '../../messages/en/entry.json'
import type home from '../../messages/en/home.json'
import type listings from '../../messages/en/listings.json'
import type mailbox from '../../messages/en/mailbox.json'
import type map from '../../messages/en/map.json'
import type lists from '../../messages/en/lists.json'
import type nothing from '../../messages/en/nothing.json'
import type operator from '../../messages/en/operator.json'
import type offline from '../../messages/en/offline.json'
import type saved from '../../messages/en/saved.json'
import type filters from '../../messages/en/filters.json'
import type search from '../../messages/en/search.json'
import type seek from '../../messages/en/seek.json'
import type site from '../../messages/en/site.json'
import type stays from '../../messages/en/stays.json'
import type states from '../../messages/en/states.json'
import type checkout from '../../messages/en/checkout.json'
import type host from '../../messages/en/host.json'
import type payouts from '../../messages/en/payouts.json'
import type people from '../../messages/en/people.json'
import type pictures from '../../messages/en/pictures.json'
import type review from '../../messages/en/review.json'
import type trips from '../../messages/en/trips.json'
import type { MessageValues } from './message-values.d.ts'

/** Every text the site can say. A new catalogue file gets its line here. */
export type MessageKey =
  | keyof typeof about
  | keyof typeof amenities
  | keyof typeof editor
  | keyof typeof account
  | keyof typeof branding
  | keyof typeof entry
  | keyof typeof listings
  | keyof typeof mailbox
  | keyof typeof home
  | keyof typeof lists
  | keyof typeof map
  | keyof typeof nothing
  | keyof typeof offline
  | keyof typeof operator
  | keyof typeof saved
  | keyof typeof filters
  | keyof typeof search
  | keyof typeof seek
  | keyof typeof site
  | keyof typeof states
  | keyof typeof stays
  | keyof typeof checkout
  | keyof typeof host
  | keyof typeof payouts
  | keyof typeof people
  | keyof typeof pictures
  | keyof typeof review
  | keyof typeof trips

/** What one message is given: nothing, when the list has no entry for it. */
type ValuesOf<Key extends MessageKey> = Key extends keyof MessageValues ? MessageValues[Key] : unknown

/** What any of several messages is given, all together: which of them will be said is not known yet. */
type AllOf<Key extends MessageKey> = (Key extends unknown ? (values: ValuesOf<Key>) => void : never) extends (values: infer All) => void
  ? { readonly [Name in keyof All]: All[Name] }
  : never

type TagsOf<All> = keyof { [Name in keyof All as [All[Name]] extends [never] ? Name : never]: All }

/** The values that a message must be given, if it needs any. Nobody has one for a tag: a message with tags is Rich's alone. */
export type Given<Key extends MessageKey> = keyof AllOf<Key> extends never ? [] : [values: AllOf<Key>]

/** What a message with tags must be given besides them, and the tags that it needs something drawn for. */
export type GivenBesidesTags<Key extends MessageKey> = Omit<AllOf<Key>, TagsOf<AllOf<Key>>>
export type TagsToDraw<Key extends MessageKey> = Exclude<TagsOf<AllOf<Key>>, 'b'>

/** The texts that can be said with these values, or fewer. */
export type KeyFor<Values> = { [Key in MessageKey]: Values extends ValuesOf<Key> ? Key : never }[MessageKey]

/** The texts that need no values. */
export type PlainKey = KeyFor<unknown>

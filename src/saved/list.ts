import { idFrom, type Id, type ListingId, type UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/clock.ts'

export type SavedListId = Id<'saved_list'>

/** Homes that somebody keeps in mind. `name` is '' for the list that hearts fill, until its owner names it. */
export type SavedList = Readonly<{
  id: SavedListId
  userId: UserId
  name: string
  /** Opens the list to whoever has the link; null: nobody but its owner sees it. */
  shareToken: string | null
  createdAt: Instant
}>

/** A home on a list. `title` is what it was called when it was saved. */
export type SavedListing = Readonly<{ listId: SavedListId; listingId: ListingId; title: string; savedAt: Instant }>

export const listNameMax = 60
export const listsMax = 50
/** Of one person, over all lists. */
export const savedMax = 500

/** The list that one press on a heart fills. Everybody has one at most: its id is made of whose it is. */
export const defaultListOf = (userId: UserId): SavedListId => idFrom<'saved_list'>(`saved-list:${userId}`)

export const isDefault = (list: Pick<SavedList, 'id' | 'userId'>): boolean => list.id === defaultListOf(list.userId)

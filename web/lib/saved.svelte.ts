import { browserApi } from './api/browser.ts'

/** What was pressed since the page was loaded; only a browser ever writes here, and a page that is loaded anew begins without. */
const pressed: Record<string, boolean> = $state({})

/** Whether a heart is lit: as pressed last, else as the page was made. */
export const isSaved = (listingId: string, saved: readonly string[]): boolean => pressed[listingId] ?? saved.includes(listingId)

/** Lights a heart at once and asks the API. @returns the lists it was put on or taken off; null when that didn't work, and the heart is as before. */
export async function pressHeart(listingId: string, want: boolean): Promise<readonly string[] | null> {
  const before = pressed[listingId]
  pressed[listingId] = want
  const lists = await ask(listingId, want)
  if (lists) return lists
  if (before === undefined) delete pressed[listingId]
  else pressed[listingId] = before
  return null
}

async function ask(listingId: string, want: boolean): Promise<readonly string[] | null> {
  const params = { params: { path: { listingId } } }
  const call = async () => {
    const api = await browserApi()
    return want ? api.PUT('/api/v1/me/saved/{listingId}', params) : api.DELETE('/api/v1/me/saved/{listingId}', params)
  }
  const answer = await call().catch(() => null)
  return answer?.data?.lists ?? null
}

/** Takes back what a press did, on the very lists that it touched. @returns false when that didn't work, and the heart is as the press left it. */
export async function undoHeart(listingId: string, want: boolean, lists: readonly string[]): Promise<boolean> {
  pressed[listingId] = !want
  const takeBack = async () => {
    const api = await browserApi()
    for (const id of lists) {
      const params = { params: { path: { id, listingId } } }
      const { response } = await (want
        ? api.DELETE('/api/v1/me/lists/{id}/listings/{listingId}', params)
        : api.PUT('/api/v1/me/lists/{id}/listings/{listingId}', params))
      if (!response.ok) return false
    }
    return true
  }
  const done = await takeBack().catch(() => false)
  if (!done) pressed[listingId] = want
  return done
}

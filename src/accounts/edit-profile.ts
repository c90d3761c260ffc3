import type { UserId } from '../kernel/ids.ts'
import { write, type Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { emptyProfile, type Profile } from './profile.ts'
import { saveProfile, selectProfile, updateHostWords } from './profile-store.ts'

export type ProfilePatch = { readonly [Field in keyof Profile]?: Profile[Field] | undefined }

export const profileOf = async (db: Db, userId: UserId): Promise<Profile> => (await selectProfile(db, userId)) ?? emptyProfile

/** Changes what is given, and leaves the rest. Who lets is called on their homes' pages what they call themselves here. */
export async function editProfile({ db }: Pick<Deps, 'db'>, { userId, patch }: { userId: UserId; patch: ProfilePatch }): Promise<Profile> {
  return write(db, async (tx) => {
    const before = (await selectProfile(tx, userId)) ?? emptyProfile
    const { shownName = before.shownName, about = before.about, languages = before.languages } = patch
    const profile = { shownName, about, languages: [...new Set(languages)] }
    await saveProfile(tx, userId, profile)
    const words = { ...(patch.shownName ? { name: patch.shownName } : {}), ...(patch.about === undefined ? {} : { about: patch.about }) }
    if (Object.keys(words).length > 0) await updateHostWords(tx, userId, words)
    return profile
  })
}

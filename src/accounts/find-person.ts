import type { HostId, UserId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'
import { findHost, hostOf, type Host } from './host.ts'
import { emptyProfile } from './profile.ts'
import { selectFaces, selectProfile, selectSinceYear } from './profile-store.ts'
import { shownNameOf } from './faces.ts'

/** Somebody as others may see them. `userId` is null for imported hosts whom nobody has claimed. */
export type Person = Readonly<{
  userId: UserId | null
  hostId: HostId | null
  name: string
  about: string
  languages: readonly string[]
  sinceYear: number | null
  /** What the names of their portrait's files begin with. */
  portrait: string | null
}>

/** By the id of their user or of their host. Undefined for who has left, and for who never was. */
export async function findPerson(db: Db, id: UserId & HostId): Promise<Person | undefined> {
  const asHost = await findHost(db, id)
  if (asHost && asHost.userId === null) return asHost.imported ? personOfHost(asHost) : undefined
  const userId = asHost?.userId ?? id
  const [face] = await selectFaces(db, [userId])
  if (!face) return undefined
  const profile = (await selectProfile(db, userId)) ?? emptyProfile
  const host = asHost ?? (await hostOf(db, userId))
  return {
    userId,
    hostId: host?.id ?? null,
    name: host?.name || shownNameOf(face.name, profile.shownName),
    about: profile.about || (host?.about ?? ''),
    languages: profile.languages,
    sinceYear: yearOf(host) ?? (await selectSinceYear(db, userId)) ?? null,
    portrait: face.portrait,
  }
}

const yearOf = (host: Host | undefined) => (host?.since ? Number(host.since.slice(0, 4)) : undefined)

const personOfHost = (host: Host): Person => ({
  userId: null,
  hostId: host.id,
  name: host.name,
  about: host.about,
  languages: [],
  sinceYear: yearOf(host) ?? null,
  portrait: null,
})

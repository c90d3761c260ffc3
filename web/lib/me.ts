import type { Portrait } from './api/types.ts'

/** The signed-in reader, as the header and their pages need them. `host` is set when they let homes. */
export type Me = Readonly<{
  id: string
  name: string
  email: string
  emailVerified: boolean
  operator: boolean
  host: Readonly<{ id: string; name: string }> | null
  portrait: Portrait | null
}>

import type { Deps } from '../platform/deps.ts'
import type { FileStore } from '../platform/files.ts'
import type { Turns } from '../platform/turns.ts'

/** `turns`: pictures are unpacked and packed one at a time in a process, for memory's sake and for the pages'. */
export type PictureDeps = Pick<Deps, 'db' | 'clock' | 'ids'> & { files: FileStore; turns: Turns }

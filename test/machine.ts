import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'

/** Programs that some tests need and a machine may lack; under each the names it goes by. */
const programs = {
  mariadb: { names: ['mariadbd'], howToGet: 'needs mariadbd: apt-get install mariadb-server' },
  rsync: { names: ['rsync'], howToGet: 'needs rsync: apt-get install rsync' },
  galera: {
    names: ['libgalera_smm.so'],
    howToGet: 'needs the Galera library: apt-get install galera-4 rsync',
    folders: ['/usr/lib/galera', '/usr/lib64/galera-4', '/usr/lib'],
  },
  chromium: { names: ['chromium', 'chromium-browser', 'google-chrome'], howToGet: 'needs Chromium: apt-get install chromium' },
} as const satisfies Record<string, { names: readonly string[]; howToGet: string; folders?: readonly string[] }>

export type Need = keyof typeof programs

/** For a test's `skip`: how to get what this machine lacks. With REQUIRE_ALL=1 nothing is skipped, and the test fails by itself. */
export const skipWithout = (need: Need): string | undefined => (process.env.REQUIRE_ALL === '1' ? undefined : missing(need))

export const missing = (need: Need): string | undefined => (pathOf(need) ? undefined : programs[need].howToGet)

/** @throws how to get it, when it is not here. */
export function requiredPath(need: Need): string {
  const found = pathOf(need)
  if (!found) throw new Error(programs[need].howToGet)
  return found
}

function pathOf(need: Need): string | undefined {
  const wanted: { names: readonly string[]; folders?: readonly string[] } = programs[need]
  const { folders } = wanted
  const find = folders ? (name: string) => folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) : findProgram
  return wanted.names.map(find).find((found) => found !== undefined)
}

/** Debian keeps servers in sbin, which is not on everybody's PATH. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin']
  return folders.map((folder) => path.join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The folder of real-world data that tests may try when it is there: SOJOURN_TEST_DATA, else ../shared/data beside the checkout.
 * Always optional, with REQUIRE_ALL too: for each format a small file of our own is in the repository.
 */
export function dataFolder(): string | undefined {
  const folder = process.env.SOJOURN_TEST_DATA ?? path.join(import.meta.dirname, '../../shared/data')
  return existsSync(folder) ? folder : undefined
}

/** For a test's `skip`. */
export const skipWithoutData = (): string | undefined => (dataFolder() ? undefined : 'needs the data folder: set SOJOURN_TEST_DATA')

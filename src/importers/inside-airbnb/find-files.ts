import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../kernel/result.ts'

/** Paths of the files to read, and their sizes on disk. Reviews are not published for every city and year. */
export type SourceFiles = Readonly<{ listings: SourceFile; calendar: SourceFile; reviews: SourceFile | undefined }>
export type SourceFile = Readonly<{ path: string; bytes: number }>

export type FindError = { code: 'no_such_folder'; dir: string } | { code: 'no_such_file'; file: string }

/**
 * The packed file wins where both are there: beside `listings.csv.gz` and `reviews.csv.gz`, Inside Airbnb publishes
 * summaries of the same name without `.gz`, which lack most columns.
 */
export async function findFiles(dir: string): Promise<Result<SourceFiles, FindError>> {
  const names = await namesIn(dir)
  if (!names) return err({ code: 'no_such_folder', dir })
  const find = async (name: string): Promise<SourceFile | undefined> => {
    const found = [`${name}.csv.gz`, `${name}.csv`].find((file) => names.includes(file))
    if (!found) return undefined
    const file = path.join(dir, found)
    return { path: file, bytes: (await stat(file)).size }
  }
  const [listings, calendar, reviews] = [await find('listings'), await find('calendar'), await find('reviews')]
  if (!listings) return err({ code: 'no_such_file', file: 'listings.csv.gz' })
  // Without a calendar every night would look free.
  if (!calendar) return err({ code: 'no_such_file', file: 'calendar.csv.gz' })
  return ok({ listings, calendar, reviews })
}

const notThere = new Set(['ENOENT', 'ENOTDIR', 'EACCES'])

async function namesIn(dir: string): Promise<string[] | undefined> {
  try {
    return await readdir(dir)
  } catch (error) {
    if (error instanceof Error && 'code' in error && notThere.has(String(error.code))) return undefined
    throw error
  }
}

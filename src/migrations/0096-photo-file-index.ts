import type { Kysely } from 'kysely'

/** Whose photo a picture is, asked when its variants are ready. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('photo_file').on('photo').column('file_key').execute()
}

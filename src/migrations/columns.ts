import { sql, type CreateTableBuilder, type Kysely, type RawBuilder } from 'kysely'

/**
 * Column types for both dialects. SQLite's STRICT tables know TEXT, INTEGER and REAL only. On MySQL what the app itself
 * makes (ids, nights, codes) is ASCII and compares byte by byte, like text does on SQLite.
 */
export function columns(db: Kysely<unknown>) {
  const mysql = isMysql(db)
  const pick = (mysqlType: string, sqliteType: string): RawBuilder<unknown> => sql.raw(mysql ? mysqlType : sqliteType)
  const ascii = 'character set ascii collate ascii_bin'
  return {
    id: pick(`char(36) ${ascii}`, 'text'),
    night: pick(`char(10) ${ascii}`, 'text'),
    currency: pick(`char(3) ${ascii}`, 'text'),
    instant: pick('bigint', 'integer'),
    minor: pick('bigint', 'integer'),
    whole: pick('bigint', 'integer'),
    count: pick('int', 'integer'),
    flag: pick('tinyint', 'integer'),
    degrees: pick('double', 'real'),
    /** Machine words: states, kinds, keys. */
    code: (length: number) => pick(`varchar(${length}) ${ascii}`, 'text'),
    /** People's words, limited. */
    text: (length: number) => pick(`varchar(${length})`, 'text'),
    /** As above, up to 64 KB, where no index is needed. */
    words: pick('text', 'text'),
    /** A point in time as better-auth keeps it: on SQLite ISO 8601 text, in UTC on both. Ours are `instant`. */
    moment: pick('datetime(3)', 'text'),
    /** People's words, JSON: up to 16 MB. */
    long: pick('mediumtext', 'text'),
  }
}

/** Ends a CREATE TABLE: strict typing on SQLite; exact comparison of text on the MySQL family. */
export const strict =
  (db: Kysely<unknown>, options: { withoutRowid?: boolean } = {}) =>
  <Table extends string, Column extends string>(table: CreateTableBuilder<Table, Column>): CreateTableBuilder<Table, Column> =>
    table.modifyEnd(
      sql.raw(
        isMysql(db)
          ? 'engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin'
          : `strict${options.withoutRowid ? ', without rowid' : ''}`,
      ),
    )

const isMysql = (db: Kysely<unknown>) => !db.getExecutor().adapter.supportsReturning

/** MySQL names an index's table when it is dropped, SQLite does not let us. */
export async function dropIndex(db: Kysely<unknown>, table: string, index: string): Promise<void> {
  const drop = db.schema.dropIndex(index)
  await (isMysql(db) ? drop.on(table) : drop).execute()
}

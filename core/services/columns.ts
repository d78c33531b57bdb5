import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Entry } from '../db/tenant-db.ts'
import { bigintJson, bigintText } from './json.ts'

/** Rows of a list: they travel as arrays of values without names, in the order of the fields of their schema. */
export interface Columns<Row> {
  /** The rows of a select that names its columns like the fields, as one JSON array. */
  of(select: SQL): SQL
  /** Without an entry where none says anything of whoever asks. */
  read(rows: unknown, entry?: Entry): Row[]
}

/** Fields that say who asks, or when, with what the entry calls them: the same in each row, so they are not sent with it. */
type Said<Shape> = { readonly [Field in keyof Shape]?: keyof Entry }

export function columnsOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  said: Said<Shape>,
): Columns<z.infer<z.ZodObject<Shape>>> {
  const fields = z
    .object(schema.shape)
    .omit(Object.fromEntries(Object.keys(said).map((field) => [field, true])) as never)
  const names = Object.keys(fields.shape)
  const values = sql.join(
    names.map((name) => sql`r.${sql.identifier(name)}`),
    sql`, `,
  )
  const read = readerOf(fields)
  return {
    of: (select) => sql`(select json_agg(json_build_array(${values})) from (${select}) r)`,
    read(rows, entry) {
      const same = Object.fromEntries(
        Object.entries(said).map(([field, name]) => [field, entry?.[name as keyof Entry]]),
      )
      return ((rows ?? []) as unknown[]).map((row) => Object.assign(read(row) as object, same)) as never
    },
  }
}

type Reader = (value: unknown) => unknown

/** The types are the database's, and what is answered is parsed on its way out: here only names and big integers come back. */
function readerOf(schema: unknown): Reader {
  if (schema === bigintJson || schema === bigintText) return (value) => BigInt(value as number | string)
  if (schema instanceof z.ZodNullable) return unlessNull(readerOf(schema.unwrap()))
  if (!(schema instanceof z.ZodObject)) return (value) => value
  const fields = Object.entries(schema.shape).map(([name, field]) => ({ name, read: readerOf(field) }))
  return (value) => {
    const values = value as unknown[]
    if (values.length !== fields.length) throw new Error(`${values.length} columns for ${fields.length} fields`)
    const row: Record<string, unknown> = {}
    for (const [at, { name, read }] of fields.entries()) row[name] = read(values[at])
    return row
  }
}

const unlessNull =
  (read: Reader): Reader =>
  (value) =>
    value === null ? null : read(value)

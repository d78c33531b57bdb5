import { z } from 'zod'

/**
 * What came from outside as JSON that PostgreSQL keeps: its jsonb refuses NUL and half a surrogate pair, which JSON allows.
 * Each becomes the sign for a character that cannot be shown.
 */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value).replace(/\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, (found) =>
    found === '\\\\' ? found : '\\ufffd',
  )

/** A bigint column in PostgreSQL's JSON: a number, exact because the tables check it to lie within 2^53. */
export const bigintJson = z
  .number()
  .int()
  .transform((value) => BigInt(value))

/** A bigint column that may lie beyond 2^53, which its statement therefore answers as text. */
export const bigintText = z
  .string()
  .regex(/^-?\d+$/)
  .transform((value) => BigInt(value))

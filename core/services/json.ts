import { z } from 'zod'

/** A bigint column in PostgreSQL's JSON: a number, exact because the tables check it to lie within 2^53. */
export const bigintJson = z
  .number()
  .int()
  .transform((value) => BigInt(value))

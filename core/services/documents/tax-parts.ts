import { z } from 'zod'
import type { TaxPartJson } from '../../db/schema.ts'
import { percentOfParts, type TaxPart } from '../../domain/documents/tax-parts.ts'
import { percentOf } from './decimals.ts'

/** As they are stored, on a rate and on each line that carries it; null is a rate that is one tax. */
export const TaxPartRows = z
  .array(z.object({ name: z.string(), percent_e4: z.string(), compound: z.boolean() }))
  .nullable()

/** `TaxPart[]` of the contract. */
export const presentParts = (parts: readonly TaxPartJson[] | null) =>
  (parts ?? []).map(({ name, percent_e4, compound }) => ({ name, percent: percentOf(BigInt(percent_e4)), compound }))

export const domainParts = (parts: readonly TaxPartJson[]): TaxPart[] =>
  parts.map(({ percent_e4, compound }) => ({ percentE4: BigInt(percent_e4), isCompound: compound }))

/** What a rate comes to, which with parts may need more digits than one percentage has. */
export const percentOfRate = (percentE4: bigint, parts: readonly TaxPartJson[] | null): string =>
  parts ? percentOfParts(domainParts(parts)) : percentOf(percentE4)

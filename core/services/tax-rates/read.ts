import type { TaxPartJson } from '../../db/schema.ts'
import { percentOfParts, sharesOf } from '../../domain/documents/tax-parts.ts'
import { decimalMessage, parsePercent } from '../../domain/kernel/decimal.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { divideRounded } from '../../domain/kernel/money.ts'
import { PERCENT_DECIMALS } from '../../domain/kernel/scales.ts'
import { domainParts } from '../documents/tax-parts.ts'

const PERCENT_MAX_E4 = 10_000_000n

type Decimal = string | number
interface TypedTaxes {
  percent?: Decimal | undefined
  parts?: readonly { name: string; percent: Decimal; compound: boolean }[] | undefined
}

/** The columns of what a rate taxes: one percentage, or parts and what they come to, rounded. Nothing when neither is said. */
export function readTaxes({
  percent,
  parts,
}: TypedTaxes): { percentE4: bigint; parts: TaxPartJson[] | null } | undefined {
  if (parts?.length) return readParts(parts, percent)
  if (percent !== undefined) return { percentE4: readPercent(percent, 'percent'), parts: null }
  if (parts) throw invalid('percent', 'Required where there are no parts')
  return undefined
}

/** Without parts nothing is said of them, so that the audit of a plain rate reads as it always did. */
export const auditable = (
  said: Record<string, unknown>,
  taxes: ReturnType<typeof readTaxes>,
): Record<string, unknown> =>
  taxes ? { ...said, percent_e4: String(taxes.percentE4), ...(taxes.parts ? { parts: taxes.parts } : {}) } : said

function readParts(typed: NonNullable<TypedTaxes['parts']>, percent: Decimal | undefined) {
  const parts = typed.map(({ name, percent: share, compound }, at) => ({
    name: name.trim(),
    percent_e4: String(readPercent(share, `parts.${at}.percent`)),
    compound,
  }))
  const taxes = domainParts(parts)
  const { sum, whole } = sharesOf(taxes)
  const percentE4 = divideRounded(sum * 1_000_000n, whole)
  if (percentE4 > PERCENT_MAX_E4) throw invalid('parts', 'The parts come to more than 1000 %')
  const together = percentOfParts(taxes)
  if (percent !== undefined && bare(String(percent)) !== together)
    throw invalid('percent', `The parts come to ${together}`)
  return { percentE4, parts }
}

const bare = (decimal: string) => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal)

function readPercent(input: Decimal, field: string): bigint {
  const percent = parsePercent(input)
  if (!percent.ok && percent.error === 'too_many_decimals')
    throw invalid(field, decimalMessage(percent.error, PERCENT_DECIMALS))
  if (!percent.ok || percent.value < 0n || percent.value > PERCENT_MAX_E4)
    throw invalid(field, 'Use a percentage from 0 to 1000 with up to 4 decimals, such as 13')
  return percent.value
}

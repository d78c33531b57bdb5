import { computeByRate, type RateSums, type TotalsInput } from '../../../core/domain/documents/totals.ts'
import { type Billed, type BilledRate, eInvoiceOf } from '../../../core/domain/einvoice/billed.ts'
import { billedLines, billedSums } from '../../../core/domain/einvoice/billed-totals.ts'
import type { EInvoice } from '../../../core/domain/einvoice/model.ts'
import { readEInvoice } from '../../../core/domain/einvoice/read.ts'
import { checkEInvoice } from '../../../core/domain/einvoice/rules/check.ts'
import { writeUbl } from '../../../core/domain/einvoice/ubl.ts'
import { minorUnits } from '../../../core/domain/kernel/currencies.ts'

// Documents of ours as e-invoices, each held against exact fractions and against the rules.

const address = { line1: 'Weg 1', line2: null, city: 'Berlin', region: null, postalCode: '10115', country: 'DE' }

/** A document with all that an e-invoice needs beside its sums. */
export const BILLED: Omit<Billed, 'currency' | 'rates' | 'lines'> = {
  kind: 'INVOICE',
  number: 'INV-1001',
  issueDate: '2026-11-26',
  dueDate: '2026-12-10',
  buyerReference: null,
  order: null,
  notes: [],
  terms: null,
  precedingInvoice: null,
  seller: {
    ...address,
    name: 'Ahorn GmbH',
    taxId: 'DE 123456789',
    registrationNumber: 'HRB 1',
    email: 'a@example.com',
    phone: null,
  },
  buyer: { ...address, name: 'Birke AG', taxId: 'DE987654321', contactName: null, email: null },
  account: { holder: 'Ahorn GmbH', iban: 'DE89370400440532013000', bic: null, number: null },
  chargeNames: ['Freight'],
}

/** The document with these sums; a rate without percentage is none, and nothing at zero is taxed. */
export function billedOf(input: TotalsInput, rates: readonly RateSums[]): Billed {
  const lines = billedLines(input, rates).map((line, at) => ({
    ...line,
    name: `Line ${at}`,
    description: null,
    unit: 'hour',
  }))
  return { ...BILLED, currency: input.currency, lines, rates: rates.map(rateOf) }
}

const rateOf = (sums: RateSums): BilledRate => {
  const said = billedSums(sums)
  return { ...said, category: said.percent === '0' ? 'Z' : null, reason: null }
}

export interface Told {
  /** What does not hold; none. */
  problems: string[]
  /** Why it can be no e-invoice, which is said. */
  refused: string[]
}

/** What the rules may say of a document that is right: null for what cannot be priced at all. */
export function tellOf(input: TotalsInput): Told | null {
  const sums = computeByRate(input)
  if (!sums.ok || sums.value.totals.total <= 0n) return null
  const billed = billedOf(input, sums.value.rates)
  const invoice = eInvoiceOf(billed)
  const found = [...new Set(checkEInvoice(invoice).map(({ rule }) => rule))]
  const mayBe = [...mayBeRefused(input, billed), ...OUTSIDE_RULES.filter(() => isMixed(billed))]
  const refused = found.filter((rule) => mayBe.some((each) => rule.startsWith(each)))
  const wrong = found.filter((rule) => !refused.includes(rule)).map((rule) => `breaks ${rule}`)
  return { refused, problems: [...wrong, ...differences(input, billed, invoice, sums.value.totals.total)] }
}

/**
 * The norm knows two decimals, and a tax of less than half a percent is none to its rules. In a currency without decimals tax
 * that was rounded part by part may lie a whole unit off.
 */
function mayBeRefused({ lines, pricesIncludeTax }: TotalsInput, { currency, rates }: Billed): string[] {
  const decimals = minorUnits(currency) ?? 0
  const isTiny = rates.some(({ percent, tax }) => percent !== null && Number(percent) < 0.5 && tax !== 0n)
  const isInParts = pricesIncludeTax || lines.some(({ taxParts, deducted }) => taxParts || deducted)
  return [
    ...(decimals > 2 ? ['BR-DEC-', 'BR-CO-1'] : []),
    ...(isTiny ? ['BR-CO-17'] : []),
    ...(decimals === 0 && isInParts ? ['BR-CO-17', 'BR-S-09'] : []),
  ]
}

/** What bears no rate stands beside what does: the person is asked which it is. */
const isMixed = ({ rates }: Billed) => rates.some(({ percent }) => percent === null)
const OUTSIDE_RULES = ['BR-CO-04', 'BR-32', 'BR-37', 'BR-47', 'BR-48']

function differences(input: TotalsInput, billed: Billed, invoice: EInvoice, total: bigint): string[] {
  const decimals = minorUnits(input.currency) ?? 0
  const minor = (written: string | undefined) => fraction(written ?? '0', 10n ** BigInt(decimals))
  const problems: string[] = []
  const must = (isSo: boolean, what: string) => isSo || problems.push(what)
  const { totals } = invoice
  must(same(minor(totals.payable), [total, 1n]), `payable ${totals.payable} is not ${total}`)
  must(same(minor(totals.lines), sum(invoice.lines.map(({ net }) => minor(net)))), 'the lines do not add up')
  for (const [at, line] of invoice.lines.entries()) {
    const { quantity, price, baseQuantity = '1' } = line
    const before = times(times(fraction(quantity!), fraction(price!)), inverse(fraction(baseQuantity)))
    const { net, discount } = billed.lines[at]!
    const isRight = roundsTo(times(before, [10n ** BigInt(decimals), 1n]), net + discount)
    must(isRight, `line ${at}: ${quantity} x ${price} / ${baseQuantity} is not ${net} + ${discount}`)
    must(!price!.startsWith('-'), `line ${at}: price ${price}`)
  }
  const again = readEInvoice(writeUbl(invoice))
  must(again.ok && isEqual(again.value, invoice), 'reads otherwise than it was written')
  return problems
}

const isEqual = (one: unknown, other: unknown) => canonical(one) === canonical(other)
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )

type Fraction = readonly [bigint, bigint]

/** A written decimal, times a whole. */
function fraction(written: string, by = 1n): Fraction {
  const [whole = '0', part = ''] = written.split('.')
  return [BigInt(whole + part) * by, 10n ** BigInt(part.length)]
}
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d]
const inverse = ([a, b]: Fraction): Fraction => [b, a]
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d]
const sum = (all: readonly Fraction[]): Fraction => all.reduce(plus, [0n, 1n])
const same = ([a, b]: Fraction, [c, d]: Fraction) => a * d === c * b

/** To the nearest whole, half away from zero. */
function roundsTo([a, b]: Fraction, whole: bigint): boolean {
  const size = a < 0n ? -a : a
  const rounded = (2n * size + b) / (2n * b)
  return (a < 0n ? -rounded : rounded) === whole
}

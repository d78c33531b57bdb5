import { exact, exactOrNothing, ONE, percentOf, size, sumOfExact, toCents, toWhole } from '../exact.ts'
import type { EInvoice } from '../model.ts'
import { isSaid, onEach, onWhole, type Rule } from './rule.ts'

// BR-CO-10 to BR-CO-17: what must add up. What is missing has a rule of its own.

type Totals = EInvoice['totals']

/** Holds where the total is said and comes to what it should. */
const comesTo = (rule: string, message: string, key: keyof Totals, sum: (invoice: EInvoice) => bigint): Rule =>
  onWhole(rule, message, (invoice) => {
    const total = exact(invoice.totals[key])
    return total === null || total === toCents(sum(invoice))
  })

const of = (key: keyof Totals) => (invoice: EInvoice) => exactOrNothing(invoice.totals[key])

export const TOTALS: readonly Rule[] = [
  comesTo('BR-CO-10', 'The lines do not add up to their sum', 'lines', ({ lines }) =>
    sumOfExact(lines.map(({ net }) => net)),
  ),
  comesTo('BR-CO-11', 'The discounts do not add up to their sum', 'allowances', ({ allowances }) =>
    sumOfExact(allowances.map(({ amount }) => amount)),
  ),
  comesTo('BR-CO-12', 'The charges do not add up to their sum', 'charges', ({ charges }) =>
    sumOfExact(charges.map(({ amount }) => amount)),
  ),
  comesTo(
    'BR-CO-13',
    'The total without tax is not the sum of the lines, less discounts, with charges',
    'withoutTax',
    (invoice) => of('lines')(invoice) - of('allowances')(invoice) + of('charges')(invoice),
  ),
  onWhole(
    'BR-CO-14',
    'The taxes do not add up to the total tax',
    ({ totals, taxes }) =>
      taxes.length === 0 || exactOrNothing(totals.tax) === toCents(sumOfExact(taxes.map(({ tax }) => tax))),
  ),
  comesTo(
    'BR-CO-15',
    'The total with tax is not the total without tax and the tax',
    'withTax',
    (invoice) => of('withoutTax')(invoice) + of('tax')(invoice),
  ),
  comesTo(
    'BR-CO-16',
    'The amount to pay is not the total with tax, less what was paid, with the rounding',
    'payable',
    (invoice) => of('withTax')(invoice) - of('prepaid')(invoice) + of('rounding')(invoice),
  ),
  onEach('BR-CO-17', 'A tax does not come to its rate of what it is on', ({ taxes }) => taxes, isOfItsRate),
]

type Tax = EInvoice['taxes'][number]

/**
 * As the official rule asks it, whose tolerance of less than one unit of the currency leaves room for tax that was taken out of
 * prices or charged part by part.
 */
function isOfItsRate({ taxable, tax, percent }: Tax): boolean {
  const [on, rate, amount] = [exact(taxable), exact(percent), exact(tax)]
  if (on === null || amount === null) return true
  if (!isSaid(percent) || rate === null || toWhole(rate) === 0n) return toWhole(amount) === 0n
  return isNear(size(amount), percentOf(size(on), rate))
}

/** Within less than one unit of the currency. */
export const isNear = (one: bigint, other: bigint): boolean => size(one - other) < ONE

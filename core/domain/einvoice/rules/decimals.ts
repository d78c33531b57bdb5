import { decimalsOf, exact } from '../exact.ts'
import type { Adjustment, EInvoice } from '../model.ts'
import { isSaid, onEach, onLines, type Rule } from './rule.ts'

// BR-DEC-*: amounts have at most two decimals.

const DECIMALS_MAX = 2
const isShort = (written: string | undefined) => !isSaid(written) || decimalsOf(written!) <= DECIMALS_MAX
const says = (what: string) => `${what} has more than two decimals`

const total = (rule: string, what: string, key: keyof EInvoice['totals']): Rule =>
  onEach(rule, says(what), ({ totals }) => [totals[key]], isShort)

const each = (rule: string, what: string, read: (invoice: EInvoice) => (string | undefined)[]): Rule =>
  onEach(rule, says(what), read, isShort)

const inLine = (rule: string, what: string, read: (line: EInvoice['lines'][number]) => (string | undefined)[]): Rule =>
  onLines(rule, says(what), (line) => read(line).every(isShort))

const amounts = (of: readonly Adjustment[]) => of.map(({ amount }) => amount)
const bases = (of: readonly Adjustment[]) => of.map(({ base }) => base)

/** All that is written as an amount, a quantity or a rate. */
function numbersOf({ totals, taxes, allowances, charges, lines }: EInvoice): (string | undefined)[] {
  const ofAdjustment = ({ amount, base, percent, tax }: Adjustment) => [amount, base, percent, tax?.percent]
  return [
    ...Object.values(totals),
    ...taxes.flatMap(({ taxable, tax, percent }) => [taxable, tax, percent]),
    ...[...allowances, ...charges].flatMap(ofAdjustment),
    ...lines.flatMap((line) => [
      ...[
        line.quantity,
        line.net,
        line.price,
        line.grossPrice,
        line.priceDiscount,
        line.baseQuantity,
        line.tax?.percent,
      ],
      ...[...line.allowances, ...line.charges].flatMap(ofAdjustment),
    ]),
  ]
}

export const DECIMALS: readonly Rule[] = [
  onEach(
    'UBL-DT-01',
    'Something that must be a number is none',
    numbersOf,
    (written) => !isSaid(written) || exact(written) !== null,
  ),
  each('BR-DEC-01', 'A discount on the whole', ({ allowances }) => amounts(allowances)),
  each('BR-DEC-02', 'What a discount on the whole is of', ({ allowances }) => bases(allowances)),
  each('BR-DEC-05', 'A charge on the whole', ({ charges }) => amounts(charges)),
  each('BR-DEC-06', 'What a charge on the whole is of', ({ charges }) => bases(charges)),
  total('BR-DEC-09', 'The sum of the lines', 'lines'),
  total('BR-DEC-10', 'The sum of the discounts', 'allowances'),
  total('BR-DEC-11', 'The sum of the charges', 'charges'),
  total('BR-DEC-12', 'The total without tax', 'withoutTax'),
  total('BR-DEC-13', 'The tax', 'tax'),
  total('BR-DEC-14', 'The total with tax', 'withTax'),
  total('BR-DEC-15', 'The tax in the currency in which it is booked', 'taxInTaxCurrency'),
  total('BR-DEC-16', 'What was paid', 'prepaid'),
  total('BR-DEC-17', 'The rounding', 'rounding'),
  total('BR-DEC-18', 'The amount to pay', 'payable'),
  each('BR-DEC-19', 'A taxable amount', ({ taxes }) => taxes.map(({ taxable }) => taxable)),
  each('BR-DEC-20', 'A tax', ({ taxes }) => taxes.map(({ tax }) => tax)),
  inLine('BR-DEC-23', 'its amount', ({ net }) => [net]),
  inLine('BR-DEC-24', 'a discount', ({ allowances }) => amounts(allowances)),
  inLine('BR-DEC-25', 'what a discount is of', ({ allowances }) => bases(allowances)),
  inLine('BR-DEC-27', 'a charge', ({ charges }) => amounts(charges)),
  inLine('BR-DEC-28', 'what a charge is of', ({ charges }) => bases(charges)),
]

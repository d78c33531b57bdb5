import {
  COUNTRIES,
  CREDIT_NOTE_TYPES,
  CURRENCIES,
  FILE_TYPES,
  INVOICE_TYPES,
  isUnitCode,
  PAYMENT_MEANS,
  TAX_CATEGORY_CODES,
  TAX_POINTS,
} from '../codes.ts'
import type { EInvoice } from '../model.ts'
import { isSaid, onEach, onLines, onWhole, type Rule } from './rule.ts'

// BR-CL-*: codes must be of their lists. What is missing has a rule of its own.

const isOf = (codes: ReadonlySet<string>, code: string | undefined) => !isSaid(code) || codes.has(code!)

const addressesOf = ({ seller, buyer, taxRepresentative, delivery }: EInvoice) =>
  [seller, buyer, taxRepresentative, delivery].map((each) => each?.address?.country)

const isExemptionCode = (code: string | undefined) => !isSaid(code) || /^VATEX-[A-Z]{2}-[0-9A-Z-]{1,20}$/i.test(code!)

export const CODE_LISTS: readonly Rule[] = [
  onWhole('BR-CL-01', 'It is no type of document that EN 16931 knows', ({ kind, typeCode }) =>
    isOf(kind === 'INVOICE' ? INVOICE_TYPES : CREDIT_NOTE_TYPES, typeCode),
  ),
  onWhole('BR-CL-04', 'Its currency is none of ISO 4217', ({ currency }) => isOf(CURRENCIES, currency)),
  onWhole('BR-CL-05', 'The currency of the tax is none of ISO 4217', ({ taxCurrency }) =>
    isOf(CURRENCIES, taxCurrency),
  ),
  onWhole('BR-CL-06', 'The code for the day of the tax is unknown', ({ taxPointCode }) =>
    isOf(TAX_POINTS, taxPointCode),
  ),
  onEach('BR-CL-14', 'A country is none of ISO 3166', addressesOf, (country) => isOf(COUNTRIES, country)),
  onLines('BR-CL-15', 'the country it comes from is none of ISO 3166', ({ country }) => isOf(COUNTRIES, country)),
  onEach(
    'BR-CL-16',
    'The code for the means of payment is unknown',
    ({ payments }) => payments,
    ({ meansCode }) => isOf(PAYMENT_MEANS, meansCode),
  ),
  onEach(
    'BR-CL-17',
    'A tax category is unknown',
    ({ taxes, allowances, charges }) => [
      ...taxes.map(({ code }) => code),
      ...[...allowances, ...charges].map(({ tax }) => tax?.code),
    ],
    (code) => isOf(TAX_CATEGORY_CODES, code),
  ),
  onLines('BR-CL-18', 'its tax category is unknown', ({ tax }) => isOf(TAX_CATEGORY_CODES, tax?.code)),
  onEach(
    'BR-CL-22',
    'The code for why there is no tax is unknown',
    ({ taxes }) => taxes,
    ({ exemptionCode }) => isExemptionCode(exemptionCode),
  ),
  onLines('BR-CL-23', 'its unit is no code of UN/ECE recommendation 20', ({ unit, baseUnit }) =>
    [unit, baseUnit].every((code) => !isSaid(code) || isUnitCode(code!)),
  ),
  onEach(
    'BR-CL-24',
    'A file of this type may not be attached',
    ({ documents }) => documents,
    ({ file }) => isOf(FILE_TYPES, file?.mime),
  ),
]

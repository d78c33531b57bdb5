import type { Problem } from '../documents/conditions.ts'
import type { EInvoice } from './model.ts'
import type { Finding } from './rules/check.ts'

// What is to be done about a rule that a document of ours breaks, and where.

type Remedy = (finding: Finding, invoice: EInvoice, rateNames: readonly (string | null)[]) => Problem

const at =
  (field: string, message: string): Remedy =>
  (finding) => ({ field, message: `${message} (${finding.rule})` })

const SELLER_TAX_ID = at('business.tax_id', 'Add your VAT identifier, or your tax number, in Settings, Business')
const BUYER_TAX_ID = at('contact.tax_id', 'Add the VAT identifier of the customer, such as DE123456789, to the contact')
const SELLER_COUNTRY = at('business.country', 'Add the country of your business in Settings, Business')
const BUYER_COUNTRY = at('contact.country', 'Add the country of the customer’s address to the contact')
const REASON = at('tax_rates.exemption_reason', 'Say in Settings, Taxes, why the rate of 0 % is exempt')
const TWO_DECIMALS: Remedy = ({ rule }, { currency }) => ({
  field: 'currency',
  message: `An e-invoice knows amounts of two decimals, and in ${currency} this document has more (${rule})`,
})
const TAX_OFF = at(
  'total',
  'Its tax was rounded in parts and lies a whole unit of the currency off, which no e-invoice can say: send it on paper',
)
const NO_DELIVERY = at(
  'tax_rates.vat_category',
  'A supply to another country of the EU needs the day of the delivery, which an invoice here does not say yet: send it on paper',
)

/** Of a line without a category: it bears no rate, or one of 0 % that nobody explained. */
const LINE_CATEGORY: Remedy = ({ rule, line = 0 }, invoice, rateNames) => {
  const { percent } = invoice.lines[line]?.tax ?? {}
  return percent === undefined
    ? {
        field: `line_items.${line}.tax_rate_id`,
        message: `Choose a tax rate for line ${line + 1}; what bears no tax has a rate of 0 % (${rule})`,
      }
    : {
        field: `line_items.${line}.tax_rate_id`,
        message: `Say in Settings, Taxes, why “${rateNames[line] ?? ''}” is 0 % (${rule})`,
      }
}

const WRONG_PERCENT = at(
  'tax_rates.vat_category',
  'The category of a tax rate does not go with its percentage: change it in Settings, Taxes',
)

/** The seller's number first: without it nobody asks for the customer's. */
const BOTH_TAX_IDS: Remedy = (finding, invoice, rateNames) =>
  (invoice.seller?.vatId ? BUYER_TAX_ID : at('business.tax_id', 'Add your VAT identifier in Settings, Business'))(
    finding,
    invoice,
    rateNames,
  )
const NOT_SUBJECT = at(
  'tax_rates.vat_category',
  'What is not subject to VAT goes with no other rate, and with no VAT identifier: choose another category in Settings, Taxes',
)

/** By the beginning of their names; the first that fits. */
const REMEDIES: readonly (readonly [rules: RegExp, remedy: Remedy])[] = [
  [/^BR-0[89]$/, SELLER_COUNTRY],
  [/^BR-1[01]$/, BUYER_COUNTRY],
  [/^BR-CO-26$/, SELLER_TAX_ID],
  [/^BR-(S|Z|E|G)-0[234]$/, SELLER_TAX_ID],
  [/^BR-(AE|IC)-0[234]$/, BOTH_TAX_IDS],
  [/^BR-O-(0[234]|1[1-4])$/, NOT_SUBJECT],
  [/^BR-(S|Z|E|AE|IC|G|O)-0[567]$/, WRONG_PERCENT],
  [/^BR-(S|Z|O)-10$/, WRONG_PERCENT],
  [/^BR-(E|AE|IC|G)-10$/, REASON],
  [/^BR-IC-1[12]$/, NO_DELIVERY],
  [/^BR-DEC-/, TWO_DECIMALS],
  [/^(BR-CO-17|BR-S-09)$/, TAX_OFF],
  [/^BR-CO-04$/, LINE_CATEGORY],
  [/^BR-32$/, at('discount.tax_rate_id', 'Choose a tax rate for the discount')],
  [/^BR-37$/, at('charges.0.tax_rate_id', 'Choose a tax rate for each charge')],
  [/^BR-4[78]$/, at('line_items', 'Choose a tax rate for each line, and say in Settings, Taxes, why one is 0 %')],
]

const ofItself: Remedy = ({ rule, message }) => ({ field: 'e_invoice', message: `${message} (${rule})` })

/** What follows from another rule that is broken, and says nothing more. */
function isConsequence({ rule }: Finding, broken: ReadonlySet<string>): boolean {
  const isFine = [...broken].some((each) => each.startsWith('BR-DEC-'))
  if (isFine && /^BR-(CO-1|[A-Z]+-0[89])/.test(rule)) return true
  const isUnsaid = broken.has('BR-CO-04') || broken.has('BR-32') || broken.has('BR-37')
  return isUnsaid && (rule === 'BR-47' || rule === 'BR-48')
}

/** For each field what is to be done about it; `rateNames` are those of the lines. */
export function remediesOf(
  findings: readonly Finding[],
  invoice: EInvoice,
  rateNames: readonly (string | null)[],
): Problem[] {
  const broken = new Set(findings.map(({ rule }) => rule))
  const problems = findings
    .filter((finding) => !isConsequence(finding, broken))
    .map((finding) => {
      const [, remedy] = REMEDIES.find(([rules]) => rules.test(finding.rule)) ?? [null, ofItself]
      return remedy(finding, invoice, rateNames)
    })
  const first = new Map<string, Problem>()
  for (const problem of problems) if (!first.has(problem.field)) first.set(problem.field, problem)
  return [...first.values()]
}

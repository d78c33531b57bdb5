import { computeByRate, type RateSums, type TotalsInput } from '../../domain/documents/totals.ts'
import type { Billed, BilledLine, BilledRate } from '../../domain/einvoice/billed.ts'
import { billedLines, billedSums } from '../../domain/einvoice/billed-totals.ts'
import { sumOf } from '../../domain/kernel/money.ts'
import { storedAdjustment, storedLine, storedRates } from '../documents/stored.ts'
import { domainParts } from '../documents/tax-parts.ts'
import type { BilledRow, CreditNoteRow, InvoiceRow } from './internal.ts'

/** What is not finalised has no number yet, and is only looked at. */
const NO_NUMBER = '-'

/** A document of ours, as its e-invoice wants to know it. */
export const billedOf = (row: BilledRow): Billed => {
  const billed = 'piece' in row ? ofCreditNote(row) : ofInvoice(row)
  const total = sumOf(billed.lines.map(({ net }) => net)) + sumOf(billed.rates.map(totalOf))
  // It was written down with this total.
  if (total !== row.total) throw new Error(`${billed.kind} ${row.id} does not come to its total`)
  return billed
}

const totalOf = ({ charge, discount, tax }: BilledRate) => charge - discount + tax

function ofInvoice(row: InvoiceRow): Billed {
  const rates = storedRates(row)
  const input: TotalsInput = {
    currency: row.currency,
    pricesIncludeTax: row.prices_include_tax,
    lines: row.lines.map((line) => storedLine(line, rates)),
    discounts: row.discount ? [storedAdjustment(row.discount, rates)] : [],
    charges: row.charges.map((charge) => storedAdjustment(charge, rates)),
  }
  const sums = computeByRate(input)
  if (!sums.ok) throw new Error(`invoice ${row.id}: ${sums.error.reason}`)
  return {
    ...commonOf(row),
    kind: 'INVOICE',
    number: row.invoice_number ?? NO_NUMBER,
    dueDate: row.due_date,
    notes: [row.notes],
    terms: row.terms,
    precedingInvoice: null,
    rates: sums.value.rates.map((each) => rateOf(row, each)),
    lines: billedLines(input, sums.value.rates).map((line, at) => ({ ...line, ...namesOf(row.lines[at]!) })),
  }
}

/** A credit note is a piece of its invoice; one of an amount has its share of discounts and charges in its lines. */
function ofCreditNote(row: CreditNoteRow): Billed {
  const isAmount = row.lines.every(({ invoice_line_id }) => invoice_line_id === null)
  const keys = [
    ...new Set([...row.lines.map(({ tax_rate_id }) => tax_rate_id), ...row.piece.rates.map(({ key }) => key)]),
  ]
  const stored = storedRates(row)
  const rates = keys.map((key) => {
    const { discount, charge, taxes } = row.piece.rates.find((rate) => rate.key === key) ?? NOTHING
    const rate = key === null ? undefined : (stored.get(key) ?? nowOf(row, key))
    const parts = rate?.parts ? domainParts(rate.parts) : [{ percentE4: rate?.percentE4 ?? 0n, isCompound: false }]
    const own = isAmount ? { discount: 0n, charge: 0n } : { discount, charge }
    return rateOf(row, { key, parts, lines: [], taxes, ...own })
  })
  return {
    ...commonOf(row),
    kind: 'CREDIT_NOTE',
    number: row.credit_note_number ?? NO_NUMBER,
    dueDate: null,
    notes: [row.reason, row.notes],
    terms: row.terms ?? `Credited against invoice ${row.invoice.invoice_number}`,
    precedingInvoice: { number: row.invoice.invoice_number, issueDate: row.invoice.issue_date },
    rates,
    lines: row.lines.map((line) => ({
      ...namesOf(line),
      qtyE6: line.qty_e6,
      rateE6: line.rate_e6,
      net: line.net,
      discount: 0n,
      rate: keys.indexOf(line.tax_rate_id),
    })),
  }
}

const NOTHING = { discount: 0n, charge: 0n, taxes: [] }

/** A rate that only a charge bore stands on no line of a credit note. */
function nowOf({ vat_rates }: BilledRow, key: string) {
  const rate = vat_rates[key]
  return rate && { percentE4: BigInt(rate.percent_e4), parts: rate.parts }
}

function rateOf({ vat_rates }: BilledRow, sums: RateSums): BilledRate {
  const vat = sums.key === null ? undefined : vat_rates[sums.key]
  return { ...billedSums(sums), category: vat?.vat_category ?? null, reason: vat?.exemption_reason ?? null }
}

type Named = Pick<BilledLine, 'name' | 'description' | 'unit'>
const namesOf = ({ name, description, unit }: Named): Named => ({ name, description, unit })

function commonOf(row: BilledRow) {
  const { business, contact } = row
  return {
    issueDate: row.issue_date,
    currency: row.currency,
    buyerReference: row.reference,
    order: row.po_number,
    chargeNames: row.charges.flatMap(({ name }) => (name ? [name] : [])),
    seller: {
      ...addressOf(business),
      name: business.name,
      registrationNumber: business.registration_number,
      email: business.email,
      phone: business.phone,
    },
    buyer: {
      ...addressOf(contact),
      name: contact.company_name || contact.display_name,
      contactName: contact.company_name ? contact.display_name : null,
      email: contact.email,
    },
    account: {
      holder: business.bank_holder ?? business.name,
      iban: business.bank_iban,
      bic: business.bank_bic,
      number: business.bank_account,
    },
  }
}

const addressOf = (party: BilledRow['contact'] | BilledRow['business']) => ({
  taxId: party.tax_id,
  line1: party.address_line1,
  line2: party.address_line2,
  city: party.city,
  region: party.region,
  postalCode: party.postal_code,
  country: party.country,
})

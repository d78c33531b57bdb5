import { z } from 'zod'
import { Amount, DateInput, DecimalInput, Instant, LIMITS, PlainDate, Reference, requiredText, text } from './common.ts'

// What every kind of document has on the wire. A kind spreads these shapes among its own fields (core/contract/invoices.ts).

export const DiscountInput = z.union([
  z.strictObject({ percent: DecimalInput }),
  z.strictObject({ amount: DecimalInput }),
])
export const ChargeInput = z.union([
  z.strictObject({ name: requiredText(100), percent: DecimalInput, tax_rate_id: Reference.nullish() }),
  z.strictObject({ name: requiredText(100), amount: DecimalInput, tax_rate_id: Reference.nullish() }),
])
export const DocumentDiscountInput = z.union([
  z.strictObject({ percent: DecimalInput, tax_rate_id: Reference.nullish() }),
  z.strictObject({ amount: DecimalInput, tax_rate_id: Reference.nullish() }),
])
const lineInput = {
  item_id: Reference.nullish().meta({ description: 'Of the price list; what the line leaves out is copied from it' }),
  name: requiredText(200).optional(),
  description: text(2000).nullish(),
  qty: DecimalInput.default('1'),
  unit: text(20).nullish().meta({ description: 'What one of it is, such as hour' }),
  rate: DecimalInput.optional(),
  tax_rate_id: Reference.nullish(),
  discount: DiscountInput.nullish(),
}

type Named = { item_id?: string | null | undefined; name?: unknown; rate?: unknown }
function needsNameAndRate(line: Named, ctx: z.RefinementCtx): void {
  for (const field of ['name', 'rate'] as const)
    if ((line.item_id ?? null) === null && line[field] === undefined)
      ctx.addIssue({ code: 'custom', path: [field], message: 'Required where no item is named' })
}

/** What another invoice billed already of this one, with its taxes as they stand there: one for each part of the line's rate. */
const DeductionInput = z.strictObject({
  invoice_id: Reference,
  invoice_number: text(60),
  taxes: z.array(DecimalInput).max(LIMITS.taxParts),
})

export const LineInput = z
  .strictObject({ ...lineInput, deduction: DeductionInput.nullish() })
  .superRefine(needsNameAndRate)
  .meta({ id: 'LineInput' })

/** A line that stands for itself: it deducts nothing that was billed before. */
export const PlainLineInput = z.strictObject(lineInput).superRefine(needsNameAndRate).meta({ id: 'PlainLineInput' })

/** A line that the customer may choose, where the kind of document offers a choice. */
export const OptionalLineInput = z
  .strictObject({
    ...lineInput,
    optional: z.boolean().optional().meta({ description: 'Counts only if the customer ticks it' }),
    qty_editable: z.boolean().optional().meta({ description: 'The customer says how many' }),
  })
  .superRefine(needsNameAndRate)
  .meta({ id: 'OptionalLineInput' })

/** What is written on a document; `own` is what its kind adds, such as the day until which it is good. */
export const documentInput = <Own extends z.ZodRawShape, Line extends z.ZodType>(own: Own, line: Line) => ({
  contact_id: Reference,
  issue_date: DateInput.optional(),
  ...own,
  currency: z.string().max(3).optional(),
  reference: text(100).nullish(),
  po_number: text(100).nullish().meta({ description: 'The number of the customer’s order' }),
  prices_include_tax: z.boolean().optional(),
  line_items: z.array(line).max(LIMITS.lines),
  discount: DocumentDiscountInput.nullish(),
  charges: z.array(ChargeInput).max(LIMITS.charges).optional(),
  notes: text(5000).nullish(),
  terms: text(5000).nullish(),
  internal_notes: text(10_000).nullish(),
  tags: z.array(requiredText(40)).max(LIMITS.tags).optional(),
})

export const Discount = z.union([z.strictObject({ percent: z.string() }), z.strictObject({ amount: Amount })])
const Adjustment = z.strictObject({
  name: z.string().nullable(),
  percent: z.string().optional(),
  amount: Amount.optional(),
  tax_rate_id: z.string().nullable(),
})
/** One of the taxes that a rate of several is made of. */
export const TaxPart = z
  .strictObject({ name: z.string(), percent: z.string(), compound: z.boolean() })
  .meta({ id: 'TaxPart' })
export const TaxTotal = z
  .strictObject({ name: z.string(), percent: z.string(), taxable: Amount, tax: Amount })
  .meta({ id: 'TaxTotal' })

export const Deduction = z
  .strictObject({ invoice_id: z.string(), invoice_number: z.string(), taxes: z.array(Amount) })
  .meta({ id: 'Deduction' })

/** A line as it is answered; a kind names the schema. */
export const documentLine = {
  id: z.string(),
  item_id: z.string().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  qty: z.string(),
  unit: z.string().nullable(),
  rate: z.string(),
  tax_rate_id: z.string().nullable(),
  tax_name: z.string().nullable(),
  tax_percent: z.string().nullable(),
  tax_parts: z.array(TaxPart),
  discount: Discount.nullable(),
  amount: Amount,
  net: Amount,
}

/** Whom it is for and since when, also in lists. */
export const documentHead = {
  contact_id: z.string(),
  contact: z.strictObject({ id: z.string(), display_name: z.string(), email: z.string().nullable() }),
  reference: z.string().nullable(),
  issue_date: PlainDate,
}

/** The work that it was made of. */
export const DraftedFrom = z
  .strictObject({ id: z.string(), title: z.string() })
  .meta({ description: 'What it was drafted from; null for work that one may not see' })

/** Something that happened to it. */
export const Activity = z
  .strictObject({ id: z.number(), at: Instant, actor: z.string(), action: z.string(), detail: z.string().nullable() })
  .meta({ id: 'Activity' })

/** How far it is on its way, and what may be done with it, also in lists. */
export const documentFoot = {
  sent_at: Instant.nullable(),
  send_at: Instant.nullable(),
  version: z.number(),
  created_at: Instant,
  updated_at: Instant,
  allowed_actions: z.array(z.string()),
}

export const documentSums = { subtotal: Amount, discount_total: Amount, charge_total: Amount, tax_total: Amount }

/** Lines and what follows from them. */
export const documentBody = <Line extends z.ZodType>(line: Line) => ({
  po_number: z.string().nullable(),
  prices_include_tax: z.boolean(),
  line_items: z.array(line),
  discount: Adjustment.nullable(),
  charges: z.array(Adjustment),
  taxes: z.array(TaxTotal),
  ...documentSums,
  notes: z.string().nullable(),
  terms: z.string().nullable(),
  internal_notes: z.string().nullable(),
  tags: z.array(z.string()),
})

export const DocumentViews = z.strictObject({
  count: z.number(),
  first_at: Instant.nullable(),
  last_at: Instant.nullable(),
})

const address = {
  address_line1: z.string().nullable(),
  address_line2: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postal_code: z.string().nullable(),
  country: z.string().nullable(),
}

/** How it is paid beside online. */
export const wayToPayFields = {
  bank_holder: z.string().nullable(),
  bank_name: z.string().nullable(),
  bank_iban: z.string().nullable(),
  bank_bic: z.string().nullable(),
  bank_account: z.string().nullable(),
  bank_routing: z.string().nullable(),
  payment_instructions: z.string().nullable(),
}

/** A business as it is printed. */
export const PrintedBusiness = z.strictObject({
  name: z.string(),
  ...address,
  email: z.string().nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  tax_id: z.string().nullable(),
  ...wayToPayFields,
  logo: z.string().nullable(),
  brand_color: z.string().nullable(),
  language: z.string(),
})
export const PrintedCustomer = z.strictObject({
  display_name: z.string(),
  company_name: z.string().nullable(),
  ...address,
  tax_id: z.string().nullable(),
})

export const PrintedLine = z.strictObject({
  name: z.string(),
  description: z.string().nullable(),
  qty: z.string(),
  unit: z.string().nullable(),
  rate: z.string(),
  tax_name: z.string().nullable(),
  tax_percent: z.string().nullable(),
  tax_parts: z.array(TaxPart),
  discount: Discount.nullable(),
  amount: Amount,
})

/** What the holder of a link sees of any document: parties, lines, sums, and no id of ours (H-POR-3). */
export const printedDocument = {
  currency: z.string(),
  business: PrintedBusiness.extend({ timezone: z.string() }),
  customer: PrintedCustomer,
  prices_include_tax: z.boolean(),
  line_items: z.array(PrintedLine),
  charge_names: z.array(z.string()),
  taxes: z.array(TaxTotal),
  ...documentSums,
  total: Amount,
}
/** What came in for an invoice, and what went back of it as less than nothing. */
export const PrintedPayment = z.strictObject({
  amount: Amount,
  paid_at: Instant,
  method_label: z.string().nullable(),
  receipt_url: z.string().nullable(),
})

export const printedWords = { notes: z.string().nullable(), terms: z.string().nullable() }
const PrintedDocument = z.strictObject({ ...printedDocument, ...printedWords })

const DocumentInput = z.strictObject(documentInput({}, OptionalLineInput))
const AnyDocument = z.strictObject({
  id: z.string(),
  status: z.string(),
  ...documentHead,
  currency: z.string(),
  total: Amount,
  ...documentFoot,
  ...documentBody(
    z.strictObject({
      ...documentLine,
      optional: z.boolean().optional(),
      qty_editable: z.boolean().optional(),
      deduction: Deduction.nullish(),
    }),
  ),
  deposit: Discount.nullish(),
})

/** What a document of any kind has, and what only some kinds have; `invoice_number` and the like are of its kind. */
export type Activity = z.infer<typeof Activity>
export type AnyDocument = z.infer<typeof AnyDocument>
export type DocumentInput = z.infer<typeof DocumentInput>
/** As any kind takes it: what only one of them has is optional. */
export type LineInput = z.infer<typeof OptionalLineInput> & z.infer<typeof LineInput>
export type PrintedBusiness = z.infer<typeof PrintedBusiness>
export type PrintedCustomer = z.infer<typeof PrintedCustomer>
export type PrintedPayment = z.infer<typeof PrintedPayment>
export type PrintedDocument = z.infer<typeof PrintedDocument>

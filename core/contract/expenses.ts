import { z } from 'zod'
import { expenseMachine } from '../domain/expenses/machine.ts'
import { RHYTHMS } from '../domain/expenses/rhythms.ts'
import {
  Amount,
  DateInput,
  DecimalInput,
  Instant,
  Page,
  PlainDate,
  Reference,
  requiredText,
  text,
  Version,
} from './common.ts'
import { PresignedFile, PresignFile } from './files.ts'

export const ExpenseStatus = z.enum(expenseMachine.states)
export const ExpenseSource = z.enum(['UPLOAD', 'EMAIL_FORWARD', 'MANUAL', 'AI'])

const fields = {
  vendor_contact_id: Reference.nullish(),
  vendor_name: text(200).nullish().meta({ description: 'To whom it was paid, when that is no contact' }),
  expense_date: DateInput.nullish(),
  amount: DecimalInput.nullish().meta({ description: 'What was paid, with tax', example: '111.70' }),
  currency: z.string().max(3).optional().meta({ description: 'That of the business unless it is sent' }),
  tax_total: DecimalInput.nullish().meta({ description: 'What of it is tax', example: '12.85' }),
  invoice_number: text(100).nullish().meta({ description: 'That of the vendor' }),
  due_date: DateInput.nullish().meta({ description: 'Until when it is to be paid' }),
  category: text(100).nullish(),
  notes: text(2000).nullish(),
}
const receipt_file_id = Reference.nullish().meta({ description: 'A file that has arrived' })

export const CreateExpense = z.strictObject({ ...fields, receipt_file_id }).meta({ id: 'CreateExpense' })
export const UploadExpense = z.strictObject({ ...PresignFile.shape, ...fields }).meta({ id: 'UploadExpense' })
export const UpdateExpense = z
  .strictObject({ ...fields, receipt_file_id, if_match_version: Version })
  .meta({ id: 'UpdateExpense' })
export const RejectExpense = z
  .strictObject({ reason: requiredText(500), if_match_version: Version })
  .meta({ id: 'RejectExpense' })

const filters = {
  month: z
    .string()
    .regex(/^(19|2\d)\d{2}-(0[1-9]|1[0-2])$/, 'Use YYYY-MM')
    .optional()
    .meta({ description: 'By the day of the expense; of what has none yet, the day on which it was captured' }),
  vendor_contact_id: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
}
export const ExpenseQuery = z.strictObject({ ...Page.shape, status: ExpenseStatus.optional(), ...filters })
export const ExpenseTotalsQuery = z.strictObject(filters)

/** More are not added up in one answer. */
export const EXPENSES_TOTALLED_MAX = 10_000
export const ExpenseTotals = z
  .strictObject({
    totals: z
      .array(
        z.strictObject({
          status: ExpenseStatus,
          currency: z.string(),
          count: z.number(),
          amount: Amount,
          tax_total: Amount,
        }),
      )
      .nullable()
      .meta({ description: `Of all expenses that fit; null when more than ${EXPENSES_TOTALLED_MAX} do` }),
  })
  .meta({ id: 'ExpenseTotals' })

const RecurringCost = z
  .strictObject({
    vendor_name: z.string(),
    vendor_contact_id: z.string().nullable(),
    rhythm: z.enum(RHYTHMS),
    times: z.number().int().meta({ description: 'How often it came' }),
    currency: z.string(),
    last_amount: Amount,
    last_on: PlainDate,
    last_expense_id: z.string(),
    yearly_cost: Amount.meta({ description: 'The last amount as often as it comes in a year' }),
    next_on: PlainDate,
    is_late: z.boolean().meta({ description: 'It should have come and did not' }),
    price_change: z.strictObject({ from: Amount, to: Amount, since: PlainDate }).nullable(),
  })
  .meta({ id: 'RecurringCost' })
export const RecurringCosts = z
  .strictObject({
    costs: z.array(RecurringCost),
    totals: z
      .array(z.strictObject({ currency: z.string(), yearly_cost: Amount }))
      .meta({ description: 'Of each currency by itself' }),
    since: PlainDate.meta({ description: 'Expenses from this day on were looked at' }),
  })
  .meta({ id: 'RecurringCosts' })

const Receipt = z.strictObject({
  id: z.string(),
  file_name: z.string(),
  mime_type: z.string(),
  size_bytes: z.number(),
  status: z.enum(['PENDING', 'STORED']),
  download_url: z.string().nullable(),
})
const Sender = z
  .strictObject({ address: z.string(), name: z.string(), verified: z.boolean() })
  .meta({ description: 'Of one that came as a mail; `verified` when its domain proved that it sent it' })

const expense = {
  id: z.string(),
  status: ExpenseStatus,
  source: ExpenseSource,
  vendor_contact_id: z.string().nullable(),
  vendor_name: z.string().nullable().meta({ description: 'That of the contact, if there is one' }),
  expense_date: PlainDate.nullable(),
  amount: Amount.nullable(),
  currency: z.string(),
  tax_total: Amount.nullable(),
  invoice_number: z.string().nullable(),
  due_date: PlainDate.nullable(),
  category: z.string().nullable(),
  notes: z.string().nullable(),
  receipt_file_id: z.string().nullable(),
  receipt: Receipt.nullable(),
  ai_confidence: z.number().nullable(),
  is_e_invoice: z.boolean().meta({ description: 'Its receipt was read as an e-invoice' }),
  sender: Sender.nullable(),
  possible_duplicates: z
    .array(z.string())
    .meta({ description: 'Others with the same receipt, or the same vendor, day and amount' }),
  submitted_at: Instant.nullable(),
  submitted_by: z.string().nullable(),
  decided_at: Instant.nullable(),
  decided_by: z.string().nullable(),
  rejected_reason: z.string().nullable(),
  version: z.number(),
  created_at: Instant,
  updated_at: Instant,
  created_by: z.string(),
  allowed_actions: z.array(z.string()),
}
export const Expense = z.strictObject(expense).meta({ id: 'Expense' })
export const UploadedExpense = z
  .strictObject({ ...expense, upload: PresignedFile.meta({ description: 'Where the bytes of the receipt are PUT' }) })
  .meta({ id: 'UploadedExpense' })

export type CreateExpense = z.infer<typeof CreateExpense>
export type UploadExpense = z.infer<typeof UploadExpense>
export type UpdateExpense = z.infer<typeof UpdateExpense>
export type RejectExpense = z.infer<typeof RejectExpense>
export type ExpenseQuery = z.infer<typeof ExpenseQuery>
export type ExpenseTotalsQuery = z.infer<typeof ExpenseTotalsQuery>
export type RecurringCosts = z.infer<typeof RecurringCosts>
export type ExpenseTotals = z.infer<typeof ExpenseTotals>
export type Expense = z.infer<typeof Expense>
export type UploadedExpense = z.infer<typeof UploadedExpense>

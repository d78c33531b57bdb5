import { CreateExpense } from '../../core/contract/expenses.ts'
import { addDays } from '../../core/domain/kernel/dates.ts'
import { createExpense } from '../../core/services/expenses/create.ts'
import { approveExpense, rejectExpense } from '../../core/services/expenses/decide.ts'
import { submitExpense } from '../../core/services/expenses/submit.ts'
import { type Happening, later } from './happening.ts'
import type { Moment } from './invoices.ts'
import { MEMBERS, OWNER, type Person } from './people.ts'

interface DemoExpense {
  made: Moment
  by: Person
  vendor: string | null
  amount: string | null
  tax: string | null
  category: string | null
  notes?: string
  /** How far it came; a reason for what was rejected. */
  until: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | { rejected: string }
}

const { olivia, sam, priya } = MEMBERS
const PARTS = 'Parts and materials'

const spent = (
  [day, by, vendor, amount, tax, category]: [
    number,
    Person,
    string | null,
    string | null,
    string | null,
    string | null,
  ],
  until: DemoExpense['until'],
  notes?: string,
): DemoExpense => ({ made: [day, '09:20'], by, vendor, amount, tax, category, until, ...(notes ? { notes } : {}) })

/** What the plumbers paid for: two drafts, what waits for Dana or Olivia, what was approved, one that went back. */
export const EXPENSES: readonly DemoExpense[] = [
  spent([-1, sam, null, null, null, null], 'DRAFT', 'Receipt is in the van'),
  spent([-2, OWNER, 'Beacon Fuel, Bathurst', '68.42', '7.87', 'Vehicle'], 'DRAFT'),
  spent([-3, priya, 'Wellington Plumbing Supply', '111.70', '12.85', PARTS], 'SUBMITTED'),
  spent([-4, sam, 'City permit counter', '152.50', null, 'Permits and fees'], 'SUBMITTED'),
  spent([-9, sam, 'Wellington Plumbing Supply', '548.05', '63.05', PARTS], 'SUBMITTED'),
  spent([-9, priya, 'Wellington Plumbing Supply', '548.05', '63.05', PARTS], { rejected: 'Sam handed it in already' }),
  spent([-11, sam, 'Dufferin Tool Rental', '90.40', '10.40', 'Tools and equipment'], 'APPROVED'),
  spent([-16, OWNER, 'Northern Phone Co.', '84.75', '9.75', 'Phone and internet'], 'APPROVED'),
  spent([-17, sam, 'Beacon Fuel, Bathurst', '71.20', '8.19', 'Vehicle'], 'APPROVED'),
  spent([-20, OWNER, 'Crawford Insurance', '216.00', null, 'Insurance'], 'APPROVED'),
  spent([-33, priya, 'Beacon Fuel, Bathurst', '64.10', '7.37', 'Vehicle'], 'APPROVED'),
  spent([-40, sam, 'Wellington Plumbing Supply', '322.18', '37.07', PARTS], 'APPROVED'),
]

/** Captured in the morning, handed in a while later, decided by Olivia in the afternoon. */
export function lifeOfExpense({ made, by, until, ...fields }: DemoExpense): Happening[] {
  let id = ''
  const input = (today: string) => ({
    vendor_name: fields.vendor,
    amount: fields.amount,
    tax_total: fields.tax,
    category: fields.category,
    notes: fields.notes,
    expense_date: fields.amount === null ? null : addDays(today, made[0]),
  })
  const create: Happening = {
    at: made,
    run: async ({ as, today }) => {
      id = (await createExpense(as(by), CreateExpense.parse(input(today)))).id
    },
  }
  if (until === 'DRAFT') return [create]
  const submit: Happening = { at: later(made, 40), run: ({ as }) => submitExpense(as(by), id) }
  if (until === 'SUBMITTED') return [create, submit]
  const decide: Happening = {
    at: later(made, 300),
    run: ({ as }) =>
      until === 'APPROVED' ? approveExpense(as(olivia), id) : rejectExpense(as(olivia), id, { reason: until.rejected }),
  }
  return [create, submit, decide]
}

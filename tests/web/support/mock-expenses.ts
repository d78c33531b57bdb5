import type { Expense, RecurringCosts } from '../../../core/contract/expenses.ts'
import { type Action, can } from '../../../core/domain/actions.ts'
import { expenseMachine } from '../../../core/domain/expenses/machine.ts'
import { allowedActions } from '../../../core/domain/kernel/machine.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

const id = (n: number) => `00000000-0000-7000-8000-000000000a${String(n).padStart(2, '0')}`
const AT = '2026-11-20T16:50:00.000Z'

const expense = (n: number, more: Partial<Expense>): Expense => ({
  id: id(n),
  status: 'DRAFT',
  source: 'UPLOAD',
  vendor_contact_id: null,
  vendor_name: null,
  expense_date: null,
  amount: null,
  currency: 'CAD',
  tax_total: null,
  invoice_number: null,
  due_date: null,
  category: null,
  notes: null,
  receipt_file_id: null,
  receipt: null,
  ai_confidence: null,
  is_e_invoice: false,
  sender: null,
  possible_duplicates: [],
  submitted_at: null,
  submitted_by: null,
  decided_at: null,
  decided_by: null,
  rejected_reason: null,
  version: 1,
  created_at: AT,
  updated_at: AT,
  created_by: 'user_dana',
  allowed_actions: [],
  ...more,
})

const submitted = { submitted_at: AT, submitted_by: 'user_dana' }
const decided = { ...submitted, decided_at: AT, decided_by: 'user_dana' }

export const newExpenses = (): Expense[] => [
  expense(1, { notes: 'Read it later' }),
  expense(2, {
    status: 'SUBMITTED',
    vendor_name: 'Wellington Plumbing Supply',
    expense_date: '2026-11-12',
    amount: '548.05',
    tax_total: '63.05',
    category: 'Parts and materials',
    possible_duplicates: [id(3)],
    ...submitted,
  }),
  expense(3, {
    status: 'APPROVED',
    vendor_name: 'Beacon Fuel, Bathurst',
    expense_date: '2026-11-04',
    amount: '71.20',
    ...decided,
  }),
  expense(4, {
    status: 'REJECTED',
    source: 'EMAIL_FORWARD',
    vendor_name: 'Northern Phone Co.',
    expense_date: '2026-11-05',
    amount: '84.75',
    sender: { address: 'sam@elsewhere.example', name: 'Sam', verified: false },
    rejected_reason: 'The private line',
    ...decided,
  }),
]

const recurring: RecurringCosts = {
  costs: [
    {
      vendor_name: 'Northern Phone Co.',
      vendor_contact_id: null,
      rhythm: 'MONTH',
      times: 7,
      currency: 'CAD',
      last_amount: '84.75',
      last_on: '2026-11-05',
      last_expense_id: id(2),
      yearly_cost: '1017.00',
      next_on: '2026-12-05',
      is_late: false,
      price_change: { from: '79.10', to: '84.75', since: '2026-09-05' },
    },
    {
      vendor_name: 'Shed Insurance',
      vendor_contact_id: null,
      rhythm: 'YEAR',
      times: 2,
      currency: 'USD',
      last_amount: '300.00',
      last_on: '2025-11-01',
      last_expense_id: id(3),
      yearly_cost: '300.00',
      next_on: '2026-11-01',
      is_late: true,
      price_change: null,
    },
  ],
  totals: [
    { currency: 'CAD', yearly_cost: '1017.00' },
    { currency: 'USD', yearly_cost: '300.00' },
  ],
  since: '2024-09-21',
}

/** The expenses of the canned API. */
export function expensesAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , second = '', verb = ''] = url.pathname.split('/')
  const rows = world.isEmpty ? [] : [...world.expenses.values()].map((each) => shown(world, each))
  if (second === 'totals') return ok({ totals: rows.map(totalOf) })
  if (second === 'recurring') return ok(world.isEmpty ? { costs: [], totals: [], since: '2024-09-21' } : recurring)
  if (second === 'upload') return uploaded(world, body as { file_name: string; mime_type: string; size_bytes: number })
  if (!second) {
    const status = url.searchParams.get('status')
    return ok(rows.filter((each) => !status || each.status === status))
  }
  const found = world.expenses.get(second)
  if (!found) return notFound
  if (method === 'DELETE') world.expenses.delete(second)
  if (method === 'DELETE') return ok({ id: second })
  if (method !== 'GET')
    world.expenses.set(second, {
      ...found,
      ...changes(method, verb, body as Partial<Expense>),
      version: found.version + 1,
    })
  return ok(shown(world, world.expenses.get(second)!))
}

function changes(method: string, verb: string, body: Partial<Expense> & { reason?: string }): Partial<Expense> {
  if (method === 'PATCH') {
    const { if_match_version: _, ...fields } = body as Partial<Expense> & { if_match_version?: number }
    return fields
  }
  if (verb === 'submit') return { status: 'SUBMITTED', ...submitted }
  if (verb === 'approve') return { status: 'APPROVED', ...decided }
  return { status: 'REJECTED', ...decided, rejected_reason: body.reason ?? null }
}

const totalOf = ({ status, currency, amount, tax_total }: Expense) => ({
  status,
  currency,
  count: 1,
  amount: amount ?? '0.00',
  tax_total: tax_total ?? '0.00',
})

function uploaded(world: World, file: { file_name: string; mime_type: string; size_bytes: number }): Reply {
  const { file_name, mime_type, size_bytes } = file
  const made = expense(50 + world.expenses.size, {
    receipt_file_id: id(99),
    receipt: { id: id(99), file_name, mime_type, size_bytes, status: 'PENDING', download_url: null },
  })
  world.expenses.set(made.id, made)
  const upload = { file_id: id(99), upload_url: '/files/upload/x', object_key: 'tenant/x/y', expires_at: AT }
  return ok({ ...shown(world, made), upload }, 201)
}

const shown = (world: World, each: Expense): Expense => ({
  ...each,
  allowed_actions: allowedActions(
    expenseMachine,
    { ...each, amount: each.amount === null ? null : 1n },
    (action: Action) => ['F', 'A'].includes(can(world.role, action as never)),
  ),
})

import { z } from '@hono/zod-openapi'
import { ReceivedInvoice } from '../../core/contract/e-invoices.ts'
import {
  CreateExpense,
  Expense,
  ExpenseQuery,
  ExpenseTotals,
  ExpenseTotalsQuery,
  RecurringCosts,
  RejectExpense,
  UpdateExpense,
  UploadExpense,
  UploadedExpense,
} from '../../core/contract/expenses.ts'
import { ReadReceipt } from '../../core/contract/extraction.ts'
import { Expecting } from '../../core/contract/invoices.ts'
import { createExpense, uploadExpense } from '../../core/services/expenses/create.ts'
import { approveExpense, rejectExpense } from '../../core/services/expenses/decide.ts'
import { deleteExpense } from '../../core/services/expenses/delete.ts'
import { getExpenseEInvoice } from '../../core/services/expenses/e-invoice.ts'
import { getExpense, listExpenses } from '../../core/services/expenses/list.ts'
import { presentExpense, presentUploaded } from '../../core/services/expenses/present.ts'
import { readExpenseReceipt } from '../../core/services/expenses/reading.ts'
import { getRecurringCosts } from '../../core/services/expenses/recurring.ts'
import { submitExpense } from '../../core/services/expenses/submit.ts'
import { totalExpenses } from '../../core/services/expenses/totals.ts'
import { updateExpense } from '../../core/services/expenses/update.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Expenses']
const ofExpense = { data: Expense, tags }

const list = route('get', '/expenses', {
  summary: 'List expenses, the newest day first',
  query: ExpenseQuery,
  data: z.array(Expense),
  tags,
})
const totals = route('get', '/expenses/totals', {
  summary: 'How many there are and what they come to, by status and currency',
  query: ExpenseTotalsQuery,
  data: ExpenseTotals,
  tags,
})
const recurring = route('get', '/expenses/recurring', {
  summary: 'Costs that come back each week, month, quarter or year, and what they come to in one',
  data: RecurringCosts,
  tags,
})
const create = route('post', '/expenses', { summary: 'Create a draft', body: CreateExpense, status: 201, ...ofExpense })
const upload = route('post', '/expenses/upload', {
  summary: 'Announce a receipt and make the draft that it is of; its bytes are then PUT to `upload.upload_url`',
  body: UploadExpense,
  data: UploadedExpense,
  status: 201,
  tags,
})
const get = route('get', '/expenses/{id}', { summary: 'Get an expense', ...ofExpense })
const update = route('patch', '/expenses/{id}', {
  summary: 'Edit a draft, or one that was rejected',
  body: UpdateExpense,
  ...ofExpense,
})
const remove = route('delete', '/expenses/{id}', {
  summary: 'Delete a draft',
  data: z.object({ id: z.string() }),
  tags,
})
const eInvoice = route('get', '/expenses/{id}/e-invoice', {
  summary: 'Every figure of the e-invoice that is its receipt, and the rules that it breaks',
  data: ReceivedInvoice,
  tags,
})
const reading = route('get', '/expenses/{id}/reading', {
  summary: 'What its receipt says, where that is a PDF with text; nothing is kept',
  data: ReadReceipt,
  tags,
})
const submit = route('post', '/expenses/{id}/submit', {
  summary: 'Hand it to whoever approves',
  body: Expecting,
  ...ofExpense,
})
const approve = route('post', '/expenses/{id}/approve', { summary: 'Approve', body: Expecting, ...ofExpense })
const reject = route('post', '/expenses/{id}/reject', {
  summary: 'Give it back with a reason',
  body: RejectExpense,
  ...ofExpense,
})

const present = (c: HubContext) => presentExpense(c.var.services.fileAddresses)
const expense = (c: HubContext) => objectOf(getExpense, present(c))

export const expenseRoutes = router()
  .openapi(list, (c) => page(c, listExpenses, c.req.valid('query'), present(c)))
  .openapi(totals, async (c) => answer(c, await totalExpenses(tenantDb(c), c.req.valid('query'))))
  .openapi(recurring, async (c) => answer(c, await getRecurringCosts(tenantDb(c))))
  .openapi(create, (c) => expense(c).create(c, createExpense, c.req.valid('json')))
  .openapi(upload, async (c) => {
    const row = await uploadExpense(tenantDb(c), c.req.valid('json'))
    return answer(c, presentUploaded(c.var.services.fileAddresses)(row), { status: 201 })
  })
  .openapi(get, (c) => expense(c).get(c))
  .openapi(update, (c) => expense(c).change(c, updateExpense, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await expense(c).attempt(c, deleteExpense)))
  .openapi(reading, async (c) => {
    const { fileStore, pdfLines } = c.var.services
    return answer(c, await readExpenseReceipt(tenantDb(c), fileStore, pdfLines, c.req.valid('param').id))
  })
  .openapi(eInvoice, async (c) =>
    answer(c, await getExpenseEInvoice(tenantDb(c), c.var.services.fileStore, c.req.valid('param').id)),
  )
  .openapi(submit, (c) => expense(c).change(c, submitExpense, c.req.valid('json').if_match_version))
  .openapi(approve, (c) => expense(c).change(c, approveExpense, c.req.valid('json').if_match_version))
  .openapi(reject, (c) => expense(c).change(c, rejectExpense, c.req.valid('json')))

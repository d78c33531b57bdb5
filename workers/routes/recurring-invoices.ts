import { z } from '@hono/zod-openapi'
import { Expecting } from '../../core/contract/invoices.ts'
import {
  CreateRecurringInvoice,
  RecurringInvoice,
  RecurringInvoiceQuery,
  UpdateRecurringInvoice,
} from '../../core/contract/recurring-invoices.ts'
import { createRecurringInvoice } from '../../core/services/recurring/create.ts'
import { getRecurringInvoice, listRecurringInvoices } from '../../core/services/recurring/list.ts'
import {
  endRecurringInvoice,
  pauseRecurringInvoice,
  resumeRecurringInvoice,
} from '../../core/services/recurring/pause.ts'
import { presentRecurring } from '../../core/services/recurring/present.ts'
import { updateRecurringInvoice } from '../../core/services/recurring/update.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Recurring invoices']
const ofOne = { data: RecurringInvoice, tags }

const list = route('get', '/recurring-invoices', {
  summary: 'What is billed again and again',
  query: RecurringInvoiceQuery,
  data: z.array(RecurringInvoice),
  tags,
})
const create = route('post', '/recurring-invoices', {
  summary: 'Bill something again and again, as drafts or mailed by themselves',
  body: CreateRecurringInvoice,
  status: 201,
  ...ofOne,
})
const get = route('get', '/recurring-invoices/{id}', { summary: 'Get one, with its next days', ...ofOne })
const update = route('patch', '/recurring-invoices/{id}', {
  summary: 'Change what the next ones say, and when it ends',
  body: UpdateRecurringInvoice,
  ...ofOne,
})
const verb = (name: 'pause' | 'resume' | 'end', summary: string) =>
  route('post', `/recurring-invoices/{id}/${name}`, { summary, body: Expecting, ...ofOne })
const pause = verb('pause', 'Make none until it is resumed')
const resume = verb('resume', 'Go on with it')
const end = verb('end', 'Make none any more')

const recurring = objectOf(getRecurringInvoice, presentRecurring)

export const recurringInvoiceRoutes = router()
  .openapi(list, (c) => page(c, listRecurringInvoices, c.req.valid('query'), presentRecurring))
  .openapi(create, (c) => recurring.create(c, createRecurringInvoice, c.req.valid('json')))
  .openapi(get, (c) => recurring.get(c))
  .openapi(update, (c) => recurring.change(c, updateRecurringInvoice, c.req.valid('json')))
  .openapi(pause, (c) => recurring.change(c, pauseRecurringInvoice, c.req.valid('json').if_match_version))
  .openapi(resume, (c) => recurring.change(c, resumeRecurringInvoice, c.req.valid('json').if_match_version))
  .openapi(end, (c) => recurring.change(c, endRecurringInvoice, c.req.valid('json').if_match_version))

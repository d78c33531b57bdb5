import { z } from '@hono/zod-openapi'
import { CreateQuote, Quote, QuoteQuery, QuoteSummary, UpdateQuote } from '../../core/contract/quotes.ts'
import { createQuote } from '../../core/services/quotes/create.ts'
import { deleteQuote } from '../../core/services/quotes/delete.ts'
import { getQuote } from '../../core/services/quotes/get.ts'
import { listQuotes } from '../../core/services/quotes/list.ts'
import { presentQuote, presentSummary } from '../../core/services/quotes/present.ts'
import { updateQuote } from '../../core/services/quotes/update.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Quotes']
const ofQuote = { data: Quote, tags }

const list = route('get', '/quotes', { summary: 'List quotes', query: QuoteQuery, data: z.array(QuoteSummary), tags })
const create = route('post', '/quotes', { summary: 'Create a draft', body: CreateQuote, status: 201, ...ofQuote })
const get = route('get', '/quotes/{id}', { summary: 'Get a quote', ...ofQuote })
const update = route('patch', '/quotes/{id}', {
  summary: 'Edit a draft, or the internal notes and tags of any',
  body: UpdateQuote,
  ...ofQuote,
})
const remove = route('delete', '/quotes/{id}', {
  summary: 'Delete a draft without a number',
  data: z.object({ id: z.string() }),
  tags,
})

const quote = objectOf(getQuote, presentQuote)

export const quoteRoutes = router()
  .openapi(list, (c) => page(c, listQuotes, c.req.valid('query'), presentSummary))
  .openapi(create, (c) => quote.create(c, createQuote, c.req.valid('json')))
  .openapi(get, (c) => quote.get(c))
  .openapi(update, (c) => quote.change(c, updateQuote, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await quote.attempt(c, deleteQuote)))

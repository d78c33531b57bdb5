import { z } from '@hono/zod-openapi'
import { CreateItem, Item, ItemQuery, LineSuggestion, SuggestQuery, UpdateItem } from '../../core/contract/items.ts'
import { createItem } from '../../core/services/items/create.ts'
import { deleteItem } from '../../core/services/items/delete.ts'
import { getItem, listItems } from '../../core/services/items/list.ts'
import { presentItem } from '../../core/services/items/present.ts'
import { suggestLines } from '../../core/services/items/suggest.ts'
import { updateItem } from '../../core/services/items/update.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Items']
const ofItem = { data: Item, tags }

const list = route('get', '/items', { summary: 'List the price list', query: ItemQuery, data: z.array(Item), tags })
const suggest = route('get', '/items/suggest', {
  summary: 'Items, then lines written before, that begin with q',
  query: SuggestQuery,
  data: z.array(LineSuggestion),
  tags,
})
const create = route('post', '/items', { summary: 'Create an item', body: CreateItem, status: 201, ...ofItem })
const get = route('get', '/items/{id}', { summary: 'Get an item', ...ofItem })
const update = route('patch', '/items/{id}', { summary: 'Edit, archive or restore', body: UpdateItem, ...ofItem })
const remove = route('delete', '/items/{id}', {
  summary: 'Take an item off the price list',
  data: z.object({ id: z.string() }),
  tags,
})

const item = objectOf(getItem, presentItem)

export const itemRoutes = router()
  .openapi(list, (c) => page(c, listItems, c.req.valid('query'), presentItem))
  .openapi(suggest, async (c) => answer(c, await suggestLines(tenantDb(c), c.req.valid('query').q)))
  .openapi(create, (c) => item.create(c, createItem, c.req.valid('json')))
  .openapi(get, (c) => item.get(c))
  .openapi(update, (c) => item.change(c, updateItem, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await deleteItem(tenantDb(c), c.req.valid('param').id)))

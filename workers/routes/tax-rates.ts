import { z } from '@hono/zod-openapi'
import { CreateTaxRate, TaxRate, TaxRateQuery, UpdateTaxRate } from '../../core/contract/business.ts'
import { createTaxRate } from '../../core/services/tax-rates/create.ts'
import { deleteTaxRate } from '../../core/services/tax-rates/delete.ts'
import { getTaxRate, listTaxRates } from '../../core/services/tax-rates/list.ts'
import { presentTaxRate } from '../../core/services/tax-rates/present.ts'
import { updateTaxRate } from '../../core/services/tax-rates/update.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Tax rates']
const ofTaxRate = { data: TaxRate, tags }

const list = route('get', '/tax-rates', {
  summary: 'List tax rates',
  query: TaxRateQuery,
  data: z.array(TaxRate),
  tags,
})
const create = route('post', '/tax-rates', {
  summary: 'Create a tax rate',
  body: CreateTaxRate,
  status: 201,
  ...ofTaxRate,
})
const get = route('get', '/tax-rates/{id}', { summary: 'Get a tax rate', ...ofTaxRate })
const update = route('patch', '/tax-rates/{id}', {
  summary: 'Edit, archive or make the default',
  body: UpdateTaxRate,
  ...ofTaxRate,
})
const remove = route('delete', '/tax-rates/{id}', {
  summary: 'Delete a tax rate',
  data: z.object({ id: z.string() }),
  tags,
})

const taxRate = objectOf(getTaxRate, presentTaxRate)

export const taxRateRoutes = router()
  .openapi(list, (c) => page(c, listTaxRates, c.req.valid('query'), presentTaxRate))
  .openapi(create, (c) => taxRate.create(c, createTaxRate, c.req.valid('json')))
  .openapi(get, (c) => taxRate.get(c))
  .openapi(update, (c) => taxRate.change(c, updateTaxRate, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await deleteTaxRate(tenantDb(c), c.req.valid('param').id)))

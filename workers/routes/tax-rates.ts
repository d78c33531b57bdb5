import { z } from '@hono/zod-openapi'
import { CreateTaxRate, TaxRate, TaxRateQuery, UpdateTaxRate } from '../../core/contract/business.ts'
import { createTaxRate } from '../../core/services/tax-rates/create.ts'
import { deleteTaxRate } from '../../core/services/tax-rates/delete.ts'
import { getTaxRate, listTaxRates } from '../../core/services/tax-rates/list.ts'
import { presentTaxRate } from '../../core/services/tax-rates/present.ts'
import { updateTaxRate } from '../../core/services/tax-rates/update.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router, withLatest } from './declare.ts'

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

export const taxRateRoutes = router()
  .openapi(list, async (c) => {
    const page = await listTaxRates(tenantDb(c), c.var.services.cursors, c.req.valid('query'))
    return answer(c, page.rows.map(presentTaxRate), page)
  })
  .openapi(create, async (c) =>
    answer(c, presentTaxRate(await createTaxRate(tenantDb(c), c.req.valid('json'))), { status: 201 }),
  )
  .openapi(get, async (c) => answer(c, await latest(c, c.req.valid('param').id)))
  .openapi(update, async (c) => {
    const { id } = c.req.valid('param')
    const row = await withLatest(
      () => updateTaxRate(tenantDb(c), id, c.req.valid('json')),
      () => latest(c, id),
    )
    return answer(c, presentTaxRate(row))
  })
  .openapi(remove, async (c) => answer(c, await deleteTaxRate(tenantDb(c), c.req.valid('param').id)))

const latest = async (c: HubContext, id: string) => presentTaxRate(await getTaxRate(tenantDb(c), id))

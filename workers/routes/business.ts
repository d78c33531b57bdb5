import { Business, UpdateBusiness } from '../../core/contract/business.ts'
import { getBusiness } from '../../core/services/business/get.ts'
import { presentBusiness } from '../../core/services/business/present.ts'
import { updateBusiness } from '../../core/services/business/update.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router, withLatest } from './declare.ts'

const ofBusiness = { data: Business, tags: ['Business'] }

const get = route('get', '/business', { summary: 'The profile of the business', ...ofBusiness })
const update = route('patch', '/business', { summary: 'Edit the profile', body: UpdateBusiness, ...ofBusiness })

export const businessRoutes = router()
  .openapi(get, async (c) => answer(c, await latest(c)))
  .openapi(update, async (c) => {
    const row = await withLatest(
      () => updateBusiness(tenantDb(c), c.req.valid('json')),
      () => latest(c),
    )
    return answer(c, presentBusiness(row))
  })

const latest = async (c: HubContext) => presentBusiness(await getBusiness(tenantDb(c)))

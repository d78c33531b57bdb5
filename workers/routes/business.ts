import { Business, UpdateBusiness } from '../../core/contract/business.ts'
import { getBusiness } from '../../core/services/business/get.ts'
import { presentBusiness } from '../../core/services/business/present.ts'
import { updateBusiness } from '../../core/services/business/update.ts'
import { route, router } from './declare.ts'
import { objectOf } from './object.ts'

const ofBusiness = { data: Business, tags: ['Business'] }

const get = route('get', '/business', { summary: 'The profile of the business', ...ofBusiness })
const update = route('patch', '/business', { summary: 'Edit the profile', body: UpdateBusiness, ...ofBusiness })

const noId = () => ''
const business = objectOf(getBusiness, presentBusiness, noId)

export const businessRoutes = router()
  .openapi(get, (c) => business.get(c))
  .openapi(update, (c) => business.change(c, (tenant) => updateBusiness(tenant, c.req.valid('json'))))

import { Business, UpdateBusiness } from '../../core/contract/business.ts'
import { CloseBusiness } from '../../core/contract/closing.ts'
import { closeBusiness } from '../../core/services/business/close.ts'
import { getBusiness } from '../../core/services/business/get.ts'
import { presentBusiness } from '../../core/services/business/present.ts'
import { reopenBusiness } from '../../core/services/business/reopen.ts'
import { updateBusiness } from '../../core/services/business/update.ts'
import { grantReviewAccess, revokeReviewAccess } from '../../core/services/reviews/access.ts'
import { authContext } from '../auth-context.ts'
import { route, router } from './declare.ts'
import { objectOf } from './object.ts'

const ofBusiness = { data: Business, tags: ['Business'] }

const get = route('get', '/business', { summary: 'The profile of the business', ...ofBusiness })
const update = route('patch', '/business', { summary: 'Edit the profile', body: UpdateBusiness, ...ofBusiness })

// No key: repeated it finds the business closed, and nothing is kept that a password could be guessed from.
const close = route('post', '/business/close', {
  summary: 'Close the business: by its owner, its name and his password',
  body: CloseBusiness,
  keyless: true,
  ...ofBusiness,
})
const reopen = route('post', '/business/reopen', {
  summary: 'Open a closed business again, before it is removed',
  ...ofBusiness,
})
const grantReview = route('post', '/business/grant-review-access', {
  summary: 'Let reviewers of the platform see and decide the drafts that are in review',
  ...ofBusiness,
})
const revokeReview = route('post', '/business/revoke-review-access', {
  summary: 'Let them see nothing any more, at once',
  ...ofBusiness,
})

const noId = () => ''
const business = objectOf(getBusiness, presentBusiness, noId)

export const businessRoutes = router()
  .openapi(get, (c) => business.get(c))
  .openapi(update, (c) => business.change(c, (tenant) => updateBusiness(tenant, c.req.valid('json'))))
  .openapi(close, (c) => {
    c.set('idempotency', undefined)
    return business.change(c, (tenant) => closeBusiness(authContext(c), tenant, c.var.bearer, c.req.valid('json')))
  })
  .openapi(reopen, (c) => business.change(c, reopenBusiness))
  .openapi(grantReview, (c) => business.change(c, grantReviewAccess))
  .openapi(revokeReview, (c) => business.change(c, revokeReviewAccess))

import { post } from '../api.ts'
import type { Data } from '../routes.ts'
import { businessQuery } from './business.ts'
import { changed, queryClient } from './queries.ts'

function show(business: Data<'get', '/v1/business'>): void {
  queryClient.setQueryData(businessQuery.queryKey, business)
  changed('business')
}

/** By the owner's word: from now on reviewers of the platform see what is in review. */
export const grantReviewAccess = async () => show((await post('/v1/business/grant-review-access')).data)

/** From their next request on they see nothing any more. */
export const revokeReviewAccess = async () => show((await post('/v1/business/revoke-review-access')).data)

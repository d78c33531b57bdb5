import type { Business } from '../../../core/contract/business.ts'
import { ApiError } from '../../api.ts'
import { updateBusiness } from '../../models/business.ts'
import { queryClient } from '../../models/queries.ts'
import { isStatus } from '../../models/sentences.ts'

/** After someone else's change the form shows the latest with these edits on top; saving again writes them. */
export async function saveBusiness(changes: Partial<Business>): Promise<void> {
  try {
    await updateBusiness(changes as Parameters<typeof updateBusiness>[0])
  } catch (error) {
    if (isStatus(error, 409) && error instanceof ApiError) {
      if (error.latest) queryClient.setQueryData(['business'], error.latest)
      else await queryClient.invalidateQueries({ queryKey: ['business'] })
    }
    throw error
  }
}

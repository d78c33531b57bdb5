import { useQuery } from '@tanstack/preact-query'
import { meQuery, switchBusiness } from './account.ts'
import { go } from './navigation.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

/** The businesses to choose from; none when there is but one. */
export function useBusinesses() {
  const businesses = useQuery(meQuery).data?.businesses ?? []
  return businesses.length > 1 ? businesses : []
}

export const labelOf = ({ name, is_closed }: { name: string; is_closed: boolean }) =>
  is_closed ? `${name} (closed)` : name

export async function enterBusiness(tenantId: string): Promise<void> {
  try {
    await switchBusiness(tenantId)
    go('/home')
  } catch (error) {
    showToast({ text: sentence(error), kind: 'failed' })
  }
}

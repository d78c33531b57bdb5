import { post } from '../api.ts'
import { go } from './navigation.ts'
import { queryClient } from './queries.ts'
import { enter, refreshSession, signedIn } from './session.ts'

/** From now on nobody works in this business; the page that says so comes by itself. */
export async function closeBusiness(name: string, password: string): Promise<void> {
  const { closing } = (await post('/v1/business/close', { name, password })).data
  if (signedIn.value) enter({ ...signedIn.value, closing })
}

/** Opens it again, and begins with everything anew. */
export async function reopenBusiness(): Promise<void> {
  await post('/v1/business/reopen')
  await lookAgain()
}

/** Perhaps an owner opened it meanwhile. */
export async function lookAgain(): Promise<void> {
  await refreshSession()
  if (signedIn.value?.closing) return
  queryClient.clear()
  go('/home', true)
}

import { remove } from '../api.ts'
import { arrive } from './account.ts'
import { go } from './navigation.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

/** With all that it has; one goes on in one's own business. */
export async function removeSample(): Promise<void> {
  try {
    arrive((await remove('/v1/auth/sample')).data)
    go('/home')
    showToast({ text: 'The sample is gone, with all that was in it' })
  } catch (error) {
    showToast({ text: `Not removed. ${sentence(error)}`, kind: 'failed' })
  }
}

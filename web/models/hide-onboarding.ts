import { patch } from '../api.ts'
import { changed } from './queries.ts'

/** Home shows no more what is left, or does so again. Beside the steps themselves, which Home does not load. */
export async function hideOnboarding(hidden: boolean): Promise<void> {
  await patch('/v1/onboarding', { hidden })
  changed('onboarding')
}

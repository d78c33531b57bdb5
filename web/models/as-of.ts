import { signal } from '@preact/signals'
import { ApiError } from '../api.ts'
import { queryClient } from './queries.ts'

const answers = queryClient.getQueryCache()
const isLost = (error: unknown) => error instanceof ApiError && error.status === 0

/** Whether what is on the screen cannot be asked for again now. */
export const isCutOff = signal(answers.findAll({ type: 'active' }).some(({ state }) => isLost(state.error)))

answers.subscribe((event) => {
  if (event.type !== 'updated') return
  const { action } = event
  if (action.type === 'error' && isLost(action.error)) isCutOff.value = true
  if (action.type === 'success' && !action.manual) isCutOff.value = false
})

/** When the oldest of what is on the screen was so. */
export function oldestShown(): number | null {
  const times = answers.findAll({ type: 'active' }).map(({ state }) => state.dataUpdatedAt)
  const known = times.filter((at) => at > 0)
  return known.length > 0 ? Math.min(...known) : null
}

import { remove } from '../api.ts'
import { arrive } from '../models/account.ts'
import { go } from '../models/navigation.ts'
import { sentence } from '../models/sentences.ts'
import { showToast } from '../models/toasts.ts'

/** On every page of it, so that nobody takes it for his own. */
const SampleMark = () => (
  <p class="sample-mark">
    <span class="strong">Sample.</span> Look around and try things: nothing leaves it.{' '}
    <button type="button" class="text-button" onClick={() => void removeSample()}>
      Remove the sample
    </button>
  </p>
)
export default SampleMark

/** With all that it has; one goes on in one's own business. */
async function removeSample(): Promise<void> {
  try {
    arrive((await remove('/v1/auth/sample')).data)
    go('/home')
    showToast({ text: 'The sample is gone, with all that was in it' })
  } catch (error) {
    showToast({ text: `Not removed. ${sentence(error)}`, kind: 'failed' })
  }
}

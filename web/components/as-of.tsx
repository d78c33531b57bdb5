import './as-of.css'
import { isCutOff, oldestShown } from '../models/as-of.ts'
import { shortInstant } from '../models/format.ts'

/** Says how old the page is while there is no connection; over it, so that nothing moves. */
export const AsOf = () => (
  <p class="as-of" role="status">
    {isCutOff.value && <span>No connection{ageOf(oldestShown())}</span>}
  </p>
)

const ageOf = (at: number | null) => (at === null ? '' : `: as of ${shortInstant(new Date(at).toISOString())}`)

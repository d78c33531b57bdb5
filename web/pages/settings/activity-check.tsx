import { TriangleAlert } from 'lucide-preact'
import type { AuditVerdict } from '../../../core/contract/audit.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { type Check, check, checkAudit } from '../../models/audit.ts'
import { deedOf } from '../../models/audit-words.ts'
import { quantity, shortInstant } from '../../models/format.ts'
import { sentence } from '../../models/sentences.ts'

type FirstBad = NonNullable<AuditVerdict['first_bad']>

/** Whether anybody changed what stands here, in words. */
export function ActivityCheck() {
  const now = check.value
  const isRunning = now?.state === 'running'
  return (
    <SettingsCard
      title="Activity"
      lead="Everything that was done in this business, and by whom. It is only added to: each entry is sealed within a minute or two, and nobody can change it without that being found."
      action={
        <Button busy={isRunning} onClick={() => void checkAudit()}>
          {isRunning ? 'Checking…' : 'Check that nothing was changed'}
        </Button>
      }
    >
      <div class="activity-verdict" role="status">
        {now && <Verdict now={now} />}
      </div>
    </SettingsCard>
  )
}

function Verdict({ now }: { now: Check }) {
  if (now.state === 'running') return <p class="muted">{entries(now.checked)} so far</p>
  if (now.state === 'failed') return <p class="banner late">The check did not finish. {sentence(now.error)}</p>
  if (now.firstBad)
    return (
      <div class="banner late">
        <p class="inline strong">
          <Icon of={TriangleAlert} /> {wrong(now.firstBad)}
        </p>
        <p>Tell whoever runs SMB Hub for you. What stands before it is as it was.</p>
      </div>
    )
  return <p class="banner good">Nothing was changed: {entries(now.checked)} looked at.</p>
}

const wholeNumber = (count: number) => quantity(String(count), null)
const entries = (count: number) => `${wholeNumber(count)} ${count === 1 ? 'entry' : 'entries'}`

function wrong({ kind, at, action, previous, next, seal }: FirstBad): string {
  const entry = at && action ? `“${deedOf(action)}” of ${shortInstant(at)}` : null
  switch (kind) {
    case 'ROW_ADDED':
      return `An entry was put in that was never sealed: ${entry ?? 'its place is not known'}.`
    case 'ROW_CHANGED':
      return entry ? `An entry was changed: ${entry}.` : `An entry is missing ${between(previous, next)}.`
    case 'END_MISSING':
      return 'The newest entries are missing.'
    default:
      return `The seal ${wholeNumber(seal ?? 0)} was changed or taken away.`
  }
}

function between(previous: FirstBad['previous'], next: FirstBad['next']): string {
  if (previous && next) return `between ${shortInstant(previous.at)} and ${shortInstant(next.at)}`
  if (previous) return `after ${shortInstant(previous.at)}`
  return next ? `before ${shortInstant(next.at)}` : 'here'
}

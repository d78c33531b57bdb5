import type { HomeSummary } from '../../../core/contract/business.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import { hideOnboarding } from '../../models/hide-onboarding.ts'
import { go } from '../../models/navigation.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast, showUndo } from '../../models/toasts.ts'

export interface FirstStepsProps {
  steps: NonNullable<HomeSummary['onboarding']>
}

/** What is left of the first steps, until all is done or whoever leads wants to see it no more. */
export default function FirstSteps({ steps: { done, total, left } }: FirstStepsProps) {
  const next = left.find(({ status }) => status === 'PENDING') ?? left[0]
  return (
    <section class="card first-steps" aria-labelledby="first-steps">
      <header class="card-header">
        <h2 class="title-pane grow" id="first-steps">
          First steps
        </h2>
        <span class="meta muted">
          {done} of {total} done
        </span>
      </header>
      <ul>
        {left.map(({ key, title, status }) => (
          <li key={key} class="inline">
            <a class="grow" href={`/welcome?step=${key}`}>
              {title}
            </a>
            {status === 'SKIPPED' && <span class="meta muted">Skipped</span>}
          </li>
        ))}
      </ul>
      <div class="inline wrap">
        {next && (
          <LinkButton look="primary" href={`/welcome?step=${next.key}`}>
            {done === 0 ? 'Begin' : 'Go on'}
          </LinkButton>
        )}
        <Button onClick={lookAtSample}>Look at a sample business</Button>
        <Button look="quiet" onClick={hide}>
          Do not show this again
        </Button>
      </div>
    </section>
  )
}

const failed = (error: unknown) => showToast({ text: `Not done. ${sentence(error)}`, kind: 'failed' })
const hide = () =>
  void hideOnboarding(true).then(
    () => showUndo('First steps are hidden', () => void hideOnboarding(false).catch(failed)),
    failed,
  )

/** What opens one comes with the fields that ask for a business: not for Home. */
const lookAtSample = () =>
  void import('../../models/new-business.ts')
    .then(({ openSample }) => openSample())
    .then(
      () => go('/home'),
      (error: unknown) => showToast({ text: `Not opened. ${sentence(error)}`, kind: 'failed' }),
    )

import { Button, LinkButton } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { useForm } from '../../models/form.ts'
import type { Welcome } from './state.ts'

interface StepButtonsProps {
  state: Welcome
  busy?: boolean
  /** What was typed so far, kept with the step when it is skipped. */
  typed?: Record<string, string>
  /** The button that goes on; a step that is done elsewhere has none until it is. */
  label?: string | null
  doing?: string
  /** False where the page itself offers what is best done on it. */
  isMain?: boolean
  /** Before it is skipped. */
  onSkip?: () => Promise<unknown>
  /** What was typed is kept at the server now, and no longer on this device. */
  reset?: () => void
}

/** Go on, skip, or go back: all are real buttons, and one of a page is the main one. */
export function StepButtons({
  state,
  busy = false,
  typed = {},
  label = 'Continue',
  doing = 'Saving…',
  isMain = true,
  onSkip,
  reset,
}: StepButtonsProps) {
  const skipping = useForm({})
  const skip = () =>
    skipping.send({}, async () => {
      await onSkip?.()
      await state.skip(typed)
      reset?.()
      state.goOn()
    })
  return (
    <>
      <FormProblem error={skipping.problem} />
      <div class="inline wrap welcome-buttons">
        {label && (
          <Button type="submit" {...(isMain ? { look: 'primary' as const } : {})} busy={busy}>
            {busy ? doing : label}
          </Button>
        )}
        {state.step.status !== 'DONE' && (
          <Button busy={skipping.busy} onClick={() => void skip()}>
            Skip for now
          </Button>
        )}
        {state.back && (
          <LinkButton look="quiet" href={state.back}>
            Back
          </LinkButton>
        )}
      </div>
    </>
  )
}

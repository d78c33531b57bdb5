import { useLocation } from 'preact-iso'
import { Button, LinkButton } from '../../components/button.tsx'

/** Go on, skip, or go back: all are real buttons, and one of a page is the main one. */
export function StepButtons({
  busy = false,
  skip,
  label = 'Continue',
  isMain = true,
}: {
  busy?: boolean
  skip: () => void
  label?: string
  /** False where the page itself offers what is best done on it. */
  isMain?: boolean
}) {
  const step = Number.parseInt(useLocation().query.step ?? '1', 10) || 1
  return (
    <div class="inline wrap welcome-buttons">
      <Button type="submit" {...(isMain ? { look: 'primary' as const } : {})} busy={busy}>
        {busy ? 'Saving…' : label}
      </Button>
      <Button onClick={skip}>Skip for now</Button>
      {step > 1 && (
        <LinkButton look="quiet" href={`/welcome?step=${step - 1}`}>
          Back
        </LinkButton>
      )}
    </div>
  )
}

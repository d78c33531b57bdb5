import { Button } from '../../components/button.tsx'

/** Go on, or skip: both are real buttons. */
export const StepButtons = ({
  busy = false,
  skip,
  label = 'Continue',
}: {
  busy?: boolean
  skip: () => void
  label?: string
}) => (
  <div class="inline welcome-buttons">
    <Button type="submit" look="primary" busy={busy}>
      {busy ? 'Saving…' : label}
    </Button>
    <Button onClick={skip}>Skip for now</Button>
  </div>
)

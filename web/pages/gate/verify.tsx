import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Button, LinkButton } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { verify } from '../../models/account.ts'
import { isStatus } from '../../models/sentences.ts'
import { Gate } from './gate.tsx'

export default function Verify() {
  const { query, route } = useLocation()
  const problem = useSignal<unknown>(null)
  useEffect(() => {
    verify(query.token ?? '')
      .then(() => route('/welcome', true))
      .catch((error: unknown) => {
        problem.value = error
      })
  }, [])
  if (problem.value === null)
    return (
      <Gate
        title="Confirming your address"
        children={
          <p class="muted" role="status">
            One moment.
          </p>
        }
      />
    )
  if (!isStatus(problem.value, 404, 410, 422)) {
    return (
      <Gate title="Your address is not confirmed yet">
        <FormProblem error={problem.value} />
        <div>
          <Button look="primary" onClick={() => location.reload()}>
            Retry
          </Button>
        </div>
      </Gate>
    )
  }
  return (
    <Gate title="This link does not work any more">
      <p>It is for one use and ends after a day. If you confirmed your address already, just sign in.</p>
      <div class="inline">
        <LinkButton href="/login" look="primary">
          Sign in
        </LinkButton>
        <LinkButton href="/signup">Start again</LinkButton>
      </div>
    </Gate>
  )
}

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { LinkButton } from '../../components/button.tsx'
import { verify } from '../../models/account.ts'
import { sentence } from '../../models/sentences.ts'
import { Gate } from './gate.tsx'

export default function Verify() {
  const { query, route } = useLocation()
  const problem = useSignal<string | null>(null)
  useEffect(() => {
    verify(query.token ?? '')
      .then(() => route('/welcome', true))
      .catch((error: unknown) => {
        problem.value = sentence(error)
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
  return (
    <Gate title="This link does not work any more">
      <p>{problem.value} Links are for one use. If you confirmed your address already, just sign in.</p>
      <div class="inline">
        <LinkButton href="/login" look="primary">
          Sign in
        </LinkButton>
        <LinkButton href="/signup">Start again</LinkButton>
      </div>
    </Gate>
  )
}

import { useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import '../../styles/data.css'
import '../../styles/settings.css'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Toasts } from '../../components/toasts.tsx'
import { meQuery, signOut } from '../../models/account.ts'
import { enterBusiness, labelOf } from '../../models/businesses.ts'
import { lookAgain, reopenBusiness } from '../../models/closing.ts'
import { useForm } from '../../models/form.ts'
import { dayOf, mediumDay, now } from '../../models/format.ts'
import { go } from '../../models/navigation.ts'
import { signedIn } from '../../models/session.ts'
import { PastExports } from './data-export.tsx'

/** All that there is of a closed business: since when, until when it can be opened again and by whom, and for its owner the archives. */
export default function Closed() {
  const { closing: state, user: me } = signedIn.value ?? {}
  useEffect(() => {
    // Another business, or it is open.
    if (me && !state) go('/home', true)
  }, [me, state])
  if (!state || !me) return null
  const isOwner = me.role === 'OWNER'
  if (Date.parse(state.kept_until) <= now()) return <BeingRemoved name={me.business_name} />
  return (
    <main class="page closed-page">
      <section class="card settings-card">
        <h1 class="title-page break">{me.business_name} is closed</h1>
        <p class="prose">
          It was closed on {mediumDay(dayOf(state.closed_at))}. Until {mediumDay(dayOf(state.kept_until))}{' '}
          {isOwner ? 'you can open it again' : 'it can be opened again'}; then it is removed with everything in it.
        </p>
        {isOwner ? <Reopen /> : <Ask owners={state.owners} />}
      </section>
      {isOwner && <PastExports />}
      <Elsewhere />
      <Toasts />
    </main>
  )
}

const BeingRemoved = ({ name }: { name: string }) => (
  <main class="page closed-page">
    <section class="card settings-card">
      <h1 class="title-page break">{name} is being removed</h1>
      <p class="prose">The days in which it could be opened again are over.</p>
    </section>
    <Elsewhere />
  </main>
)

function Reopen() {
  const form = useForm({})
  return (
    <>
      <p class="prose muted">
        It goes on from that moment: reminders, invoices and statements of the days in between are not made up for.
      </p>
      <FormProblem error={form.problem} />
      <div>
        <Button look="primary" busy={form.busy} onClick={() => void form.send({}, reopenBusiness)}>
          Open again
        </Button>
      </div>
    </>
  )
}

const Ask = ({ owners }: { owners: readonly string[] }) => (
  <>
    <p class="prose">
      {owners.length > 0 ? `${owners.join(', ')} can open it again.` : 'Only an owner can open it again.'} Until then
      nothing of it is shown to you.
    </p>
    <div>
      <Button onClick={() => void lookAgain()}>Look again</Button>
    </div>
  </>
)

/** Other businesses of the same person, and the way out. */
function Elsewhere() {
  const others = (useQuery(meQuery).data?.businesses ?? []).filter(({ is_current }) => !is_current)
  return (
    <div class="actions">
      {others.map(({ tenant_id, ...one }) => (
        <Button key={tenant_id} onClick={() => void enterBusiness(tenant_id)}>
          Go to {labelOf(one)}
        </Button>
      ))}
      <Button onClick={() => void signOut()}>Sign out</Button>
    </div>
  )
}

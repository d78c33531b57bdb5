import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { MonitorSmartphone } from 'lucide-preact'
import type { Session } from '../../../core/contract/auth.ts'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Icon } from '../../components/icon.tsx'
import { Pill } from '../../components/pill.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { SettingsList } from '../../components/settings-list.tsx'
import { TextField } from '../../components/text-field.tsx'
import { changePassword, deviceName, sessions, sessionsQuery, signOut } from '../../models/account.ts'
import { useForm } from '../../models/form.ts'
import { shortInstant } from '../../models/format.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'
import { passwordProblem } from '../gate/password.ts'

export function SignInSettings() {
  return (
    <>
      <PasswordForm />
      <Sessions />
    </>
  )
}

function PasswordForm() {
  const form = useForm({ current: '', new: '' })
  const { values } = form
  const submit = async (event: Event) => {
    event.preventDefault()
    const missing = { current: !values.current && 'Enter your current password', new: passwordProblem(values.new) }
    if (!(await form.send(missing, () => changePassword(values.current, values.new)))) return
    form.reset()
    showToast({ text: 'Password changed' })
  }
  return (
    <SettingsCard title="Password">
      <form class="stack password-form" noValidate onSubmit={submit}>
        <TextField label="Current password" type="password" autocomplete="current-password" {...form.text('current')} />
        <TextField
          label="New password"
          type="password"
          autocomplete="new-password"
          hint="At least 8 characters"
          {...form.text('new')}
        />
        <FormProblem error={form.problem} />
        <div>
          <Button type="submit" busy={form.busy}>
            Change password
          </Button>
        </div>
      </form>
    </SettingsCard>
  )
}

function Sessions() {
  const mine = useQuery(sessionsQuery)
  return (
    <SettingsList
      title="Where you are signed in"
      lead="End what you do not know."
      action={<Button onClick={() => void signOut()}>Sign out here</Button>}
      list={mine}
      what="the list of sign-ins"
      skeletons={2}
      row={(session) => <SessionRow key={session.id} session={session} />}
    />
  )
}

function SessionRow({ session }: { session: Session }) {
  const busy = useSignal(false)
  const end = async () => {
    busy.value = true
    try {
      await sessions.remove(session.id)
      showToast({ text: 'That sign-in was ended' })
    } catch (error) {
      showToast({ text: sentence(error), kind: 'failed' })
    }
    busy.value = false
  }
  return (
    <li class="row bare">
      <span class="muted">
        <Icon of={MonitorSmartphone} size="large" />
      </span>
      <span class="stack none grow">
        <span class="inline">
          <span class="strong ellipsis">{deviceName(session.user_agent)}</span>
          {session.is_current && <Pill look="good">This one</Pill>}
        </span>
        <span class="small muted ellipsis">
          Last used {shortInstant(session.last_seen_at)}
          {session.ip ? `, from ${session.ip}` : ''}
        </span>
      </span>
      {!session.is_current && session.allowed_actions.includes('revoke') && (
        <Button look="quiet" busy={busy.value} onClick={() => void end()}>
          End
        </Button>
      )}
    </li>
  )
}

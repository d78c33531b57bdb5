import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Button } from '../../components/button.tsx'
import { PlainDialog } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { meQuery } from '../../models/account.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { invitations } from '../../models/team.ts'
import { showToast } from '../../models/toasts.ts'
import { RoleField, rolesToGive } from './role-field.tsx'

export function InviteDialog({ close }: { close: () => void }) {
  const email = useSignal('')
  const role = useSignal('STAFF')
  const form = useSubmit(['email', 'role'])
  const mine = useQuery(meQuery).data?.role
  const submit = async (event: Event) => {
    event.preventDefault()
    if (form.refuse(email.value.trim() ? {} : { email: 'Enter an email address' })) return focusFirstInvalid()
    if (!(await form.submit(() => invitations.create({ email: email.value.trim(), role: role.value as 'STAFF' }))))
      return focusFirstInvalid()
    showToast({ text: `Invitation sent to ${email.value.trim()}` })
    close()
  }
  return (
    <PlainDialog title="Invite to the team" onClose={close}>
      <form class="stack" noValidate onSubmit={submit}>
        <TextField
          label="Email"
          type="email"
          inputmode="email"
          value={email.value}
          onInput={(value) => (email.value = value)}
          error={form.errors.value.email}
          autoFocus
        />
        <RoleField
          value={role.value}
          roles={rolesToGive(mine)}
          onChange={(value) => (role.value = value)}
          error={form.errors.value.role}
        />
        <FormProblem error={form.problem.value} />
        <div class="actions">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" busy={form.busy.value}>
            {form.busy.value ? 'Sending…' : 'Send invitation'}
          </Button>
        </div>
      </form>
    </PlainDialog>
  )
}

import { useQuery } from '@tanstack/preact-query'
import type { Member } from '../../../core/contract/team.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { TextField } from '../../components/text-field.tsx'
import { meQuery } from '../../models/account.ts'
import { useForm } from '../../models/form.ts'
import { invitations } from '../../models/team.ts'
import { showToast } from '../../models/toasts.ts'
import { RoleField, rolesToGive } from './role-field.tsx'

const START: { email: string; role: Member['role'] } = { email: '', role: 'STAFF' }
const PLACE = { name: 'Invitation', path: '/settings/team' }

export function InviteDialog({ close }: { close: () => void }) {
  const form = useForm(START, Object.keys(START), PLACE)
  const mine = useQuery(meQuery).data?.role
  const submit = async () => {
    const { role } = form.values
    const email = form.values.email.trim()
    const missing = { email: !email && 'Enter an email address' }
    if (!(await form.send(missing, () => invitations.create({ email, role })))) return
    showToast({ text: `Invitation sent to ${email}` })
    close()
  }
  return (
    <FormDialog
      title="Invite to the team"
      crossed
      form={form}
      submit={submit}
      close={close}
      verb="Send invitation"
      doing="Sending…"
    >
      <TextField label="Email" type="email" inputmode="email" {...form.text('email')} autoFocus />
      <RoleField
        value={form.values.role}
        roles={rolesToGive(mine)}
        onChange={(role) => form.set({ role })}
        error={form.errors.role}
      />
    </FormDialog>
  )
}

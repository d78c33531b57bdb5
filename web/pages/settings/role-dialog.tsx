import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { Member } from '../../../core/contract/team.ts'
import { Button } from '../../components/button.tsx'
import { Check } from '../../components/check.tsx'
import { PlainDialog } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { meQuery } from '../../models/account.ts'
import { useSubmit } from '../../models/form.ts'
import { members, roleOf } from '../../models/team.ts'
import { showToast } from '../../models/toasts.ts'
import { RoleField, rolesToGive } from './role-field.tsx'

export function RoleDialog({ member, close }: { member: Member; close: () => void }) {
  const role = useSignal<string>(member.role)
  const maySend = useSignal(member.may_send)
  const form = useSubmit(['role', 'may_send'])
  const mine = useQuery(meQuery).data?.role
  const isAgent = role.value === 'AGENT'
  const submit = async (event: Event) => {
    event.preventDefault()
    const chosen = { role: role.value as Member['role'], ...(isAgent ? { may_send: maySend.value } : {}) }
    if (!(await form.submit(() => members.update(member, chosen)))) return
    showToast({ text: `${member.name} is now ${roleOf({ ...member, may_send: false, ...chosen })}` })
    close()
  }
  return (
    <PlainDialog title={`Role of ${member.name}`} onClose={close}>
      <form class="stack" noValidate onSubmit={submit}>
        <RoleField
          value={role.value}
          roles={rolesToGive(mine)}
          onChange={(value) => (role.value = value)}
          error={form.errors.value.role}
        />
        {isAgent && (
          <Check
            label="May send own invoices and payment links"
            isSwitch
            checked={maySend.value}
            onChange={(on) => (maySend.value = on)}
          />
        )}
        <FormProblem error={form.problem.value} />
        <div class="actions">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" busy={form.busy.value}>
            Save
          </Button>
        </div>
      </form>
    </PlainDialog>
  )
}

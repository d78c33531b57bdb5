import { useQuery } from '@tanstack/preact-query'
import type { Member } from '../../../core/contract/team.ts'
import { Check } from '../../components/check.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { meQuery } from '../../models/account.ts'
import { useForm } from '../../models/form.ts'
import { members, roleOf } from '../../models/team.ts'
import { showToast } from '../../models/toasts.ts'
import { RoleField, rolesToGive } from './role-field.tsx'

export function RoleDialog({ member, close }: { member: Member; close: () => void }) {
  const form = useForm({ role: member.role, may_send: member.may_send })
  const { role, may_send } = form.values
  const mine = useQuery(meQuery).data?.role
  const isAgent = role === 'AGENT'
  const submit = async () => {
    const chosen = { role, ...(isAgent ? { may_send } : {}) }
    if (!(await form.send({}, () => members.update(member, chosen)))) return
    showToast({ text: `${member.name} is now ${roleOf({ ...member, may_send: false, ...chosen })}` })
    close()
  }
  return (
    <FormDialog title={`Role of ${member.name}`} crossed form={form} submit={submit} close={close} verb="Save">
      <RoleField
        value={role}
        roles={rolesToGive(mine)}
        onChange={(value) => form.set({ role: value })}
        error={form.errors.role}
      />
      {isAgent && (
        <Check
          label="May send own invoices and payment links"
          isSwitch
          checked={may_send}
          onChange={(on) => form.set({ may_send: on })}
        />
      )}
    </FormDialog>
  )
}

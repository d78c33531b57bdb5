import { type MemberRole, mayGrant, ROLES, type Role } from '../../../core/domain/permissions.ts'
import { FieldError } from '../../components/field.tsx'
import { ROLE_WORDS } from '../../models/team.ts'

/** The roles one may give, by the same rule that refuses on the server. */
export const rolesToGive = (mine: Role | undefined) => (mine ? ROLES.filter((role) => mayGrant(mine, role)) : [])

export function RoleField({
  value,
  roles,
  onChange,
  error,
}: {
  value: MemberRole
  roles: readonly MemberRole[]
  onChange: (role: MemberRole) => void
  error?: string | undefined
}) {
  return (
    <fieldset>
      <legend class="label">Role</legend>
      {roles.map((role) => (
        <label class="role-choice" key={role}>
          <input type="radio" name="role" checked={value === role} onChange={() => onChange(role)} />
          <span>
            <span class="strong">{ROLE_WORDS[role]?.[0]}</span>
            <br />
            <span class="meta muted">{ROLE_WORDS[role]?.[1]}</span>
          </span>
        </label>
      ))}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  )
}

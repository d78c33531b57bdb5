import { type SQL, sql } from 'drizzle-orm'
import type { CreateInvitation } from '../../contract/team.ts'
import { newId } from '../../db/ids.ts'
import { type Beat, rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { explainConflict } from '../auth/conflicts.ts'
import type { IdentityMailer } from '../auth/ports.ts'
import { newSecret, sha256Hex } from '../secrets.ts'
import { GRANTS } from './grants.ts'
import { type InvitationRow, oneInvitation, parseInvitation, selectInvitations } from './internal.ts'

/** Longer than the mail provider's timeout. */
const CLAIM_SECONDS = 30

/** Invites an address: claim with a link, mail, settle. When the mail fails the invitation stays, to be sent again (RB2, AU10). */
export function inviteMember(tenant: TenantDb, mailer: IdentityMailer, { email, role }: CreateInvitation) {
  const id = newId()
  const changes = { email, role }
  const claim: Beat = { action: 'members.invite_attempted', id, changes, leaseSeconds: CLAIM_SECONDS }
  return explainConflict(
    deliver(
      tenant,
      mailer,
      claim,
      (hash) => sql`app.invite(${id}::uuid, ${email}, ${role}, ${hash}, ${GRANTS}::jsonb, ${CLAIM_SECONDS})`,
    ),
  )
}

/** Mails a new link; the one before is dead (AU10). */
export function resendInvitation(tenant: TenantDb, mailer: IdentityMailer, id: string): Promise<InvitationRow> {
  const claim: Beat = {
    action: 'invitations.resend',
    id,
    leaseSeconds: CLAIM_SECONDS,
  }
  return deliver(
    tenant,
    mailer,
    claim,
    (hash) => sql`app.invite_again(${id}::uuid, ${hash}, ${GRANTS}::jsonb, ${CLAIM_SECONDS})`,
  )
}

function deliver(
  tenant: TenantDb,
  mailer: IdentityMailer,
  claim: Beat,
  call: (hash: string) => SQL,
): Promise<InvitationRow> {
  return tenant.once('members.invite', parseInvitation, async () => {
    const token = newSecret()
    const row = await tenant.write(claim, [], rowOf(selectInvitations(call(await sha256Hex(token)))), parseInvitation)
    const { id, changes } = claim
    if (await mailer.send(mailOf(row, token), `invitation:${row.id}:${row.version}`)) {
      const settled: Beat = { action: 'members.invite', id, ...(changes ? { changes } : {}) }
      return tenant.settle(settled, [sentStep(tenant, row.id)], oneInvitation(row.id), parseInvitation)
    }
    await tenant.release({ action: 'members.invite_failed', id }, [unclaimStep(tenant, row.id)])
    throw new AppError('PROVIDER_ERROR', 'The invitation could not be mailed: check the address and send it again')
  })
}

const mailOf = (row: InvitationRow, token: string) => ({
  kind: 'invitation' as const,
  to: row.email,
  token,
  businessName: row.business_name,
  inviterName: row.inviter_name,
  role: row.role,
})

const sentStep = (tenant: TenantDb, id: string) =>
  tenant.db.execute(
    sql`update invitations set sent_at = app.now(), claimed_until = null where tenant_id = app.tenant() and id = ${id}::uuid`,
  )

const unclaimStep = (tenant: TenantDb, id: string) =>
  tenant.db.execute(
    sql`update invitations set claimed_until = null where tenant_id = app.tenant() and id = ${id}::uuid`,
  )

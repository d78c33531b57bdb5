import { z } from 'zod'
import { AccountEmail } from './auth.ts'
import { Instant, NO_ONE, Page, Version } from './common.ts'

const Role = z.enum(['OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER'])

export const Member = z
  .strictObject({
    user_id: z.string(),
    name: z.string(),
    email: z.string().nullable().meta({ description: 'Null for roles that do not manage the team' }),
    role: Role,
    may_send: z.boolean().meta({ description: 'An AGENT who may send what is his own; false for every other role' }),
    status: z.enum(['ACTIVE', 'DISABLED']),
    is_me: z.boolean(),
    last_seen_at: Instant.nullable(),
    version: z.number(),
    created_at: Instant,
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Member' })
export const UpdateMember = z
  .strictObject({
    role: Role.optional(),
    may_send: z.boolean().optional().meta({ description: 'For an AGENT: whether he may send what is his own' }),
    status: z.enum(['ACTIVE', 'DISABLED']).optional(),
    if_match_version: Version,
  })
  .refine(({ role, may_send, status }) => role !== undefined || may_send !== undefined || status !== undefined, {
    message: 'Send role, may_send or status',
    path: ['role'],
  })
  .meta({ id: 'UpdateMember' })
export const MemberQuery = z.strictObject({ ...Page.shape })
/** Ids of users may come from another issuer, so their shape is not ours; what cannot be one is nobody's. */
export const MemberParam = z.object({
  user_id: z
    .string()
    .transform((id) => (/^[\x21-\x7e]{1,200}$/.test(id) ? id : NO_ONE))
    .meta({ type: 'string' }),
})

export const CreateInvitation = z.strictObject({ email: AccountEmail, role: Role }).meta({ id: 'CreateInvitation' })
export const Invitation = z
  .strictObject({
    id: z.string(),
    email: z.string(),
    role: Role,
    status: z.enum(['INVITED', 'EXPIRED', 'ACCEPTED', 'REVOKED']),
    invited_by: z.string(),
    sent_at: Instant.nullable(),
    expires_at: Instant,
    version: z.number(),
    created_at: Instant,
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Invitation' })
export const InvitationQuery = z.strictObject({
  ...Page.shape,
  status: z.enum(['INVITED', 'ACCEPTED', 'REVOKED']).optional(),
})

export type Member = z.infer<typeof Member>
export type UpdateMember = z.infer<typeof UpdateMember>
export type MemberQuery = z.infer<typeof MemberQuery>
export type CreateInvitation = z.infer<typeof CreateInvitation>
export type Invitation = z.infer<typeof Invitation>
export type InvitationQuery = z.infer<typeof InvitationQuery>

import { z } from 'zod'
import { FAULTS } from '../domain/audit/seals.ts'
import { DateInput, Instant, Page, text } from './common.ts'

const Change = z.strictObject({
  field: z.string(),
  before: z.string().nullable().meta({ description: 'A value that is no text as JSON; null where it is not known' }),
  after: z.string().nullable(),
})

export const AuditEntry = z
  .strictObject({
    id: z.string(),
    at: Instant,
    actor: z.string().meta({ description: 'A member’s id, `job:` and what kind of job, or `portal`' }),
    actor_name: z.string(),
    action: z.string().meta({ example: 'invoice.send' }),
    entity_type: z.string(),
    entity_id: z.string().nullable(),
    object: z
      .strictObject({ type: z.string(), id: z.string(), label: z.string() })
      .nullable()
      .meta({ description: 'What is seen of it, as it is called now' }),
    changes: z.array(Change).meta({ description: 'What was asked for, field by field' }),
    request_id: z.string().nullable(),
    ip_address: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' })

const word = text(200).optional()

export const AuditQuery = z.strictObject({
  ...Page.shape,
  actor: word.meta({ description: 'A member’s id; `job` and `portal` are whatever is not a member' }),
  action: word.meta({ description: 'As in an entry, or a kind of object such as `invoice`' }),
  entity_id: word,
  from: DateInput.optional().meta({ description: 'The first day, where the business is' }),
  to: DateInput.optional().meta({ description: 'The last day' }),
})

export const VerifyAudit = z.strictObject({ cursor: z.string().max(2000).optional() }).meta({ id: 'VerifyAudit' })

const Neighbour = z.strictObject({ id: z.string(), at: Instant, action: z.string() }).nullable()

export const AuditVerdict = z
  .strictObject({
    ok: z.boolean(),
    checked: z.number().meta({ description: 'Entries looked at by this call; with a cursor in `meta` there are more' }),
    first_bad: z
      .strictObject({
        kind: z.enum(FAULTS).meta({
          description:
            'ROW_CHANGED: changed, moved or deleted since it was sealed; ROW_ADDED: no seal knows it; SEAL_CHANGED; SEAL_MISSING; END_MISSING: the newest are gone',
        }),
        id: z.string().nullable().meta({ description: 'Of the entry' }),
        at: Instant.nullable().meta({ description: 'Null where it is gone' }),
        action: z.string().nullable(),
        seal: z.number().nullable(),
        previous: Neighbour.meta({ description: 'The entry before it that is there' }),
        next: Neighbour,
      })
      .optional(),
  })
  .meta({ id: 'AuditVerdict' })

export type AuditEntry = z.infer<typeof AuditEntry>
export type AuditQuery = z.infer<typeof AuditQuery>
export type AuditVerdict = z.infer<typeof AuditVerdict>

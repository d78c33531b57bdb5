import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Mailbox } from '../../contract/mailboxes.ts'
import { permittedActions } from '../../domain/actions.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { toInstant } from '../instants.ts'

const MailboxRow = z.object({
  id: z.string(),
  local: z.string(),
  receipts_local: z.string(),
  aliases: z.array(z.string()),
  created_at: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type MailboxRow = z.infer<typeof MailboxRow>

export const parseMailbox = (row: unknown): MailboxRow => MailboxRow.parse(row)
export const mailboxObject: SQL = sql`app.mailbox_object()`

/** `domain` is the part behind the @ of all of them. */
export const presentMailbox =
  (domain: string) =>
  ({ id, local, receipts_local, aliases, created_at, role }: MailboxRow): Mailbox =>
    Mailbox.parse({
      id,
      address: `${local}@${domain}`,
      receipts_address: `${receipts_local}@${domain}`,
      aliases: aliases.map((alias) => `${alias}@${domain}`),
      created_at: toInstant(created_at),
      allowed_actions: permittedActions(role, ['mailboxes.rotate']),
    })

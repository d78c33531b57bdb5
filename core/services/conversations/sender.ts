import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Channel, SenderProposal } from '../../contract/conversations.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type SignatureFacts, signatureFacts } from '../../domain/mail/signature.ts'

const MESSAGES_MAX = 5

const Sender = z.object({
  from_name: z.string(),
  from_address: z.string(),
  channel: Channel,
  country: z.string().nullable(),
  /** A contact that has his address, or number, already. */
  contact_id: z.string().nullable(),
  messages: z.array(z.object({ new_text: z.string(), signature: z.string() })),
})
export type Sender = z.infer<typeof Sender> & { facts: SignatureFacts }

/** What a conversation says of who began it, in one trip. */
export async function readSender(tenant: TenantDb, action: Action, id: string): Promise<Sender> {
  checkId(id)
  const [, { rows }] = await tenant.read(
    action,
    tenant.db.execute<{ sender: unknown }>(sql`
      select jsonb_build_object('from_name', c.from_name, 'from_address', c.from_address, 'channel', c.channel, 'country', app.business()->>'country',
        'contact_id', (select k.id from contacts k where k.tenant_id = app.tenant()
          and k.id = app.contact_by(case when c.channel = 'SMS' then 'PHONE' else 'EMAIL' end, array[c.from_address])),
        'messages', coalesce((select jsonb_agg(jsonb_build_object('new_text', m.new_text, 'signature', m.signature)) from (
          select right(m.new_text, 5000) as new_text, left(m.signature, 5000) as signature from messages m
          where m.tenant_id = app.tenant() and m.conversation_id = c.id and m.from_address = c.from_address and m.direction = 'INBOUND'
          order by m.received_at desc, m.id desc limit ${MESSAGES_MAX}) m), '[]')) as sender
      from conversations c where c.tenant_id = app.tenant() and c.id = ${id}::uuid and c.deleted_at is null`),
  )
  if (!rows[0]) throw new AppError('NOT_FOUND', 'Not found')
  const sender = Sender.parse(rows[0].sender)
  return { ...sender, facts: factsOf(sender) }
}

/** The newest message that says something has the word. */
function factsOf({ messages, from_name, from_address, country }: z.infer<typeof Sender>): SignatureFacts {
  const all = messages.map((message) =>
    signatureFacts({ ...message, from_name, from_address, country: country ?? undefined }),
  )
  const first = (fact: keyof SignatureFacts) => all.find((facts) => facts[fact])?.[fact] ?? null
  return { name: first('name'), phone: first('phone'), address: first('address') }
}

/** Who an unknown sender says he is. One trip. */
export const proposeSender = async (tenant: TenantDb, id: string): Promise<SenderProposal> =>
  SenderProposal.parse((await readSender(tenant, 'conversations.read', id)).facts)

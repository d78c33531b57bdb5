import { Message } from '../../contract/conversations.ts'
import { mayTouch, permittedActions } from '../../domain/actions.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { MAIL_PROBLEMS, type MailProblem } from '../../domain/mail/read-mail.ts'
import { TAKEN_BACK } from '../../domain/outbound/delivery.ts'
import { outboundMachine } from '../../domain/outbound/machine.ts'
import type { Role } from '../../domain/permissions.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import { presentDelivery } from '../outbound/present.ts'
import type { FileAddresses } from '../ports.ts'
import type { FileRow, MessageRow } from './internal.ts'

/** The wire shape of a message; parsed, so that no column leaks. */
export const presentMessage =
  (addresses: FileAddresses) =>
  (row: MessageRow): Message =>
    Message.parse({
      id: row.id,
      conversation_id: row.conversation_id,
      direction: row.direction,
      internal: row.internal,
      kind: row.kind,
      author: row.direction === 'OUTBOUND' ? { id: row.created_by, name: row.author ?? '' } : null,
      from: { name: row.from_name, address: row.from_address },
      to: row.to_addresses,
      cc: row.cc_addresses,
      subject: row.subject,
      new_text: row.new_text,
      signature: row.signature,
      quoted: row.quoted,
      html_url: row.html_key && addresses.page(row.html_key),
      remote_images: row.remote_images,
      attachments: row.files.map((file) => presentAttachment(addresses, file)),
      sender: row.proven,
      bounce: row.bounce,
      problem: row.problem && (MAIL_PROBLEMS[row.problem as MailProblem] ?? row.problem),
      raw_url:
        row.raw_key &&
        addresses.download({ objectKey: row.raw_key, fileName: 'message.eml', mimeType: 'message/rfc822' }),
      received_at: toInstant(row.received_at),
      ...deliveryOf(row),
    })

const deliveryOf = (row: MessageRow) => ({
  ...presentDelivery(row.status && { ...row, status: row.status }),
  send_at: toInstantOrNull(row.send_at),
  allowed_actions: actionsOf(row),
})

// Row security shows an agent only his own.
const actionsOf = ({ status, send_at, tried, internal, ...row }: MessageRow): string[] => {
  const role = row.role as Role
  const forward = internal || status === TAKEN_BACK ? [] : permittedActions(role, ['messages.forward'])
  if (status === null) return forward
  const facts = { status, send_at, tried: tried === true }
  return [...forward, ...allowedActions(outboundMachine, facts, (action) => mayTouch(role, action, true))]
}

const presentAttachment = (addresses: FileAddresses, file: FileRow) => ({
  file_id: file.id,
  file_name: file.file_name,
  mime_type: file.mime_type,
  size_bytes: file.size_bytes,
  download_url: addresses.download({
    objectKey: file.object_key,
    fileName: file.file_name,
    mimeType: file.mime_type,
  }),
})

import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { fileNameOf } from '../../domain/documents/file-name.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isUnderWay } from '../../domain/outbound/delivery.ts'
import type { Papers, StatementOnPaper } from '../documents/papers.ts'
import { countMailStep } from '../documents/steps.ts'
import { outcomeStep, queueStep } from '../outbound/steps.ts'
import type { Letters, MailAttachment, Mailer } from '../ports.ts'

export interface StatementPorts {
  mailer: Mailer
  letters: Pick<Letters, 'statement'>
  papers?: Papers
}

/** Longer than the mail provider's timeout. */
const CLAIM_SECONDS = 30

export interface LeavingStatement {
  contact_id: string
  /** The same for the same statement, so that it leaves once. */
  key: string
  to: string
  message: string | null
  /** By a rule that a person wrote, and not by a person now. */
  isAutomatic: boolean
  /** One of each currency. */
  statements: readonly StatementOnPaper[]
}

const Sent = z.object({ contact_id: z.string(), to: z.string(), sent: z.boolean() })
export type Sent = z.infer<typeof Sent>
export const parseSent = (object: unknown): Sent => Sent.parse(object)

/**
 * Mails a statement with its papers: claim, call, settle or release. What left before under the same key is not mailed again:
 * CONFLICT. PROVIDER_ERROR when no mail left or nobody knows. Two trips.
 */
export async function mailStatement(tenant: TenantDb, ports: StatementPorts, leaving: LeavingStatement): Promise<Sent> {
  const { contact_id: id, key, to, message, isAutomatic, statements } = leaving
  const status = sql`(select to_jsonb(o.status) from outbound o where o.tenant_id = app.tenant() and o.key = ${key})`
  const attempt = {
    action: 'contacts.send_statement_attempted',
    id,
    changes: { detail: to },
    leaseSeconds: CLAIM_SECONDS,
  } as const
  const queued = { id: newId(), kind: 'statement', object_id: id, key, to_address: to, lease: CLAIM_SECONDS } as const
  const found = await tenant.write(attempt, [countMailStep(tenant, to), queueStep(tenant, queued)], status, String)
  if (!isUnderWay(found)) {
    await tenant.release({ action: 'contacts.send_statement_failed', id, changes: { detail: WENT } }, [])
    throw new AppError('CONFLICT', WENT)
  }
  const letter = ports.letters.statement({ ...statements[0]!, message })
  const attachments = await papersOf(ports, statements)
  const said = await ports.mailer.send({ key, isAutomatic, to, ...letter, attachments })
  if (said.outcome === 'accepted')
    return tenant.settle(
      { action: 'contacts.send_statement', id, changes: { detail: to } },
      [outcomeStep(tenant, key, said)],
      sql`jsonb_build_object('contact_id', ${id}::uuid, 'to', ${to}::text, 'sent', true)`,
      parseSent,
    )
  await tenant.release({ action: 'contacts.send_statement_failed', id, changes: { detail: said.reason } }, [
    outcomeStep(tenant, key, said),
  ])
  throw new AppError('PROVIDER_ERROR', 'The statement could not be sent: check the address, and try again', {
    details: [{ field: 'to_address', message: said.reason }],
    hint: said.outcome,
  })
}

const WENT = 'This statement went out to this address today: choose other days, or send it again tomorrow'

const papersOf = async (
  { papers }: StatementPorts,
  statements: readonly StatementOnPaper[],
): Promise<MailAttachment[]> =>
  papers
    ? Promise.all(
        statements.map(async (statement) => ({
          name: fileNameOf(
            'Statement',
            statements.length > 1 ? `${statement.to}-${statement.account.currency}` : statement.to,
          ),
          mimeType: 'application/pdf',
          content: await papers.statement(statement),
        })),
      )
    : []

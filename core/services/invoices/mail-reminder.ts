import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '../../db/ids.ts'
import { moveRecord, setRecord } from '../../db/records.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isAfterDue, type Stage } from '../../domain/reminders/schedule.ts'
import { attachedPaper } from '../documents/attached-paper.ts'
import { mintStep } from '../documents/portal-links.ts'
import type { SendPorts } from '../documents/sent-kind.ts'
import { claimStep, countMailStep } from '../documents/steps.ts'
import { outcomeStep, queueStep } from '../outbound/steps.ts'
import type { Letters } from '../ports.ts'
import type { FactsRow } from '../reminders/facts.ts'
import { type ReminderWords, withLink } from '../reminders/words.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'
import { reminderLetter, sentInvoice } from './sent-kind.ts'

export interface ReminderPorts extends Omit<SendPorts, 'letters'> {
  letters: SendPorts['letters'] & Pick<Letters, 'reminder' | 'values'>
}

/** Longer than the mail provider's timeout. */
export const CLAIM_SECONDS = 30

/** One reminder that is about to leave; EXTRA is one more of a person's, of no stage. */
export interface Leaving {
  id: string
  stage: Stage | 'EXTRA'
  due_date: string
  day: string
  manual: boolean
  /** What the contact had of its own when this was judged. */
  own: FactsRow['own']
}

/** The words that are kept with the reminder: those of today's first try, if there was one. */
const Said = z.object({ said_subject: z.string().nullable(), said_text: z.string() })

/**
 * Mails one reminder with a link of its own: claim, call, settle or release. Behind the lock of the invoice it is judged again, and
 * nobody pays or changes it until the provider has answered (TM5, TM6). Throws CONFLICT when it is not to go out as it was judged,
 * PROVIDER_ERROR when no mail left or nobody knows. Three trips.
 */
export async function mailReminder(
  tenant: TenantDb,
  ports: ReminderPorts,
  invoice: InvoiceRow,
  leaving: Leaving,
  words: ReminderWords,
  settings?: number,
): Promise<InvoiceRow> {
  const { id } = invoice
  const [to, key] = [invoice.contact.email ?? '', `reminder:${leaving.id}`]
  const link = await ports.links.mint('invoice')
  const claimed = await tenant.write(
    { action: 'invoices.remind_attempted', id, version: invoice.version, settings, leaseSeconds: CLAIM_SECONDS },
    [
      claimReminderStep(tenant, id, leaving, 'EMAIL', words),
      countMailStep(tenant, to),
      claimStep(tenant, 'invoice', id, CLAIM_SECONDS),
      mintStep(tenant, link, 'invoice', id),
      queueStep(tenant, { id: newId(), kind: 'invoice', object_id: id, key, to_address: to, lease: CLAIM_SECONDS }),
    ],
    sql`${sentInvoice.claimedObject(id)} || app.said_reminder(${leaving.id}::uuid)`,
    (object) => ({ ...sentInvoice.parseClaimed(object), ...Said.parse(object) }),
  )
  const { said_subject: subject, said_text: text } = claimed
  const typed = { subject, message: withLink(text, link.url) }
  const letter = reminderLetter(ports, claimed, { url: link.url, stage: leaving.stage, ...typed })
  const { attachments, keep } = await attachedPaper(ports, sentInvoice, claimed, link.url)
  const said = await ports.mailer.send({ key, isAutomatic: !leaving.manual, to, ...letter, attachments })
  if (said.outcome === 'accepted')
    return tenant.settle(
      { action: 'invoices.remind', id, changes: { stage: leaving.stage, detail: to } },
      [
        raiseStep(tenant, id, leaving.stage),
        sentStep(tenant, leaving.id, null),
        outcomeStep(tenant, key, said),
        ...keep(tenant),
      ],
      invoiceObject(id),
      parseInvoice,
    )
  await tenant.release({ action: 'invoices.remind_failed', id, changes: { detail: said.reason } }, [
    setRecord(tenant, 'invoices', id, { claimedUntil: null }),
    outcomeStep(tenant, key, said),
    ...(said.outcome === 'refused' ? [skippedStep(tenant, leaving.id, 'REFUSED', said.reason)] : []),
  ])
  throw new AppError('PROVIDER_ERROR', 'The reminder could not be sent: check the address, and try again', {
    details: [{ field: 'contact.email', message: said.reason }],
    hint: said.outcome,
  })
}

/** Behind the lock of the invoice: this one, and no other today. */
export const claimReminderStep = (
  tenant: TenantDb,
  invoice_id: string,
  leaving: Leaving,
  channel: 'EMAIL' | 'WORK_ITEM',
  words: ReminderWords | null = null,
): Step =>
  tenant.db.execute(
    sql`select app.claim_reminder(${JSON.stringify({ ...leaving, invoice_id, channel, words })}::jsonb)`,
  )

export const sentStep = (tenant: TenantDb, id: string, workItem: string | null): Step =>
  tenant.db.execute(sql`select app.reminder_sent(${id}::uuid, ${workItem}::uuid)`)

export const skippedStep = (tenant: TenantDb, id: string, reason: string, detail: string | null): Step =>
  tenant.db.execute(sql`select app.reminder_skipped(${id}::uuid, ${reason}, ${detail})`)

/** What announces the due date raises nothing (H-SM-11). */
const raiseStep = (tenant: TenantDb, id: string, stage: Leaving['stage']): Step =>
  moveRecord(tenant, 'invoices.remind', id, {
    claimedUntil: null,
    ...(stage !== 'EXTRA' && isAfterDue(stage) ? { arStage: stage } : {}),
  })

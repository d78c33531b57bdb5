import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { RemindInvoice } from '../../contract/invoices.ts'
import { idOf } from '../../db/ids.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { addDays } from '../../domain/kernel/dates.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { isPossible } from '../../domain/kernel/machine.ts'
import { manualStage } from '../../domain/reminders/decide.ts'
import { reminderId } from '../reminders/decide.ts'
import { FactsRow, factsOf, ruleOf } from '../reminders/facts.ts'
import { ReminderTexts, refuseUnknownWords, reminderTexts, typedReminder } from '../reminders/words.ts'
import { parseBusiness } from '../settings.ts'
import { actionFacts } from './facts.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'
import { type Leaving, mailReminder, type ReminderPorts } from './mail-reminder.ts'
import { presentInvoice } from './present.ts'
import { aboutOf } from './reminder-about.ts'

/**
 * A person reminds, on every plan and whatever is paused (H-API-25): the next stage once it is late, so that the schedule does
 * not send that one again; one more of none before that, or after the last. One a day. With the words that he typed for this
 * mail, or those that the schedule would send. Three trips and one to look.
 */
export function remindNow(
  tenant: TenantDb,
  ports: ReminderPorts,
  id: string,
  { if_match_version: version, ...typed }: RemindInvoice = {},
): Promise<InvoiceRow> {
  return tenant.once('invoices.remind', parseInvoice, async () => {
    const { invoice, leaving, ...known } = await load(tenant, id)
    refuseUnknownWords(typed)
    if (!isPossible(invoiceMachine, 'send_again_attempted', actionFacts(invoice))) throw notDue(invoice)
    if (!isPossible(invoiceMachine, 'remind', actionFacts(invoice)))
      throw invalid('contact.email', 'Give the contact an email address first')
    const about = aboutOf(invoice, { ...known, stage: leaving.stage })
    const words = typedReminder(ports.letters.values, about, typed)
    return mailReminder(tenant, ports, { ...invoice, version: version ?? invoice.version }, leaving, words)
  })
}

function notDue(invoice: InvoiceRow): AppError {
  const error = new AppError('CONFLICT', 'Nothing is due on this invoice')
  error.latest = presentInvoice(invoice)
  return error
}

const Found = z.object({ invoice: z.unknown(), business: z.unknown(), facts: FactsRow, texts: ReminderTexts })

async function load(tenant: TenantDb, id: string) {
  const [{ today }, answer] = await tenant.read(
    'invoices.remind',
    tenant.db.execute<{
      object: unknown
    }>(sql`select jsonb_build_object('invoice', ${invoiceObject(checkId(id))}, 'business', app.business(),
      'facts', app.reminder_facts(array[${id}::uuid])->0, 'texts', ${reminderTexts(sql`${id}::uuid`)}) as object`),
  )
  const object = answer.rows[0]?.object as { invoice: unknown } | undefined
  if (!object?.invoice) throw new AppError('NOT_FOUND', 'Not found')
  const { invoice, facts, texts, ...found } = Found.parse(object)
  const business = parseBusiness(found.business)
  return { invoice: parseInvoice(invoice), leaving: await leavingOf(facts, business, today), business, texts, today }
}

async function leavingOf(row: FactsRow, business: Parameters<typeof ruleOf>[0], today: string): Promise<Leaving> {
  const stage = manualStage(factsOf(row, ruleOf(business)), today)
  const { due_date, own } = row
  if (stage)
    return {
      id: await reminderId(row.id, stage.stage, due_date),
      stage: stage.stage,
      due_date,
      day: addDays(due_date, stage.offset),
      manual: true,
      own,
    }
  return {
    id: await idOf(`reminder\n${row.id}\nEXTRA\n${today}`),
    stage: 'EXTRA',
    due_date,
    day: today,
    manual: true,
    own,
  }
}

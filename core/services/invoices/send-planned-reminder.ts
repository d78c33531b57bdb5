import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { decide, overReason, type Reason, type ReminderFacts, waitReason } from '../../domain/reminders/decide.ts'
import { isDaytime, nextMorning } from '../../domain/reminders/morning.ts'
import { STAGES } from '../../domain/reminders/schedule.ts'
import { FactsRow, factsOf, ruleOf } from '../reminders/facts.ts'
import { ReminderTexts, reminderTexts, reminderWords } from '../reminders/words.ts'
import { type BusinessRow, parseBusiness } from '../settings.ts'
import { collect } from './collect.ts'
import { type InvoiceRow, parseInvoice } from './internal.ts'
import { CLAIM_SECONDS, mailReminder, type ReminderPorts, skippedStep } from './mail-reminder.ts'
import { aboutOf } from './reminder-about.ts'

/** So often it is judged anew because something changed between judging and sending. */
const TRIES = 3

/**
 * Sends what a morning decided, if it is still to be sent: judged by all that there is now, and once more behind the lock of the
 * invoice. What is not to go out any more is skipped with its reason; at night it waits for the morning (TM2, TM5, TM6).
 */
export async function sendPlanned(
  tenant: TenantDb,
  ports: ReminderPorts,
  id: string,
): Promise<{ againSeconds: number } | undefined> {
  for (let tried = 1; ; tried++) {
    const planned = await load(tenant, id)
    if (!planned) return undefined
    const { now, timezone } = planned.business
    if (!isDaytime(timezone, new Date(now))) return { againSeconds: secondsToMorning(timezone, new Date(now)) }
    try {
      await act(tenant, ports, planned)
      return undefined
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'VALIDATION_ERROR') return skip(tenant, planned, 'ADDRESS_FAILED')
      // Refused by the provider: recorded, and not asked again.
      if (error.code === 'PROVIDER_ERROR' && error.hint === 'refused') return undefined
      // Somebody else is at the invoice: most of all, the same reminder once more.
      if (error.code === 'IN_FLIGHT') return { againSeconds: CLAIM_SECONDS }
      const hasChanged = error.code === 'CONFLICT' || error.code === 'STALE_SETTINGS'
      if (!hasChanged || tried === TRIES) throw error
    }
  }
}

async function act(tenant: TenantDb, ports: ReminderPorts, planned: Planned): Promise<void> {
  const { id, stage, due_date, day, invoice, business, today } = planned
  const leaving = { id, stage, due_date, day, manual: false, own: planned.facts.own }
  const facts = withoutItself(planned)
  // Another one went out today, by hand: this one is decided anew tomorrow.
  if (facts.remindedOn !== null && facts.remindedOn >= today) return
  const { due } = decide(facts, today)
  if (due?.stage !== stage) await skip(tenant, planned, reasonOf(facts, today))
  else if (stage === 'COLLECTIONS') await collect(tenant, invoice, leaving, business)
  else await mailReminder(tenant, ports, invoice, leaving, wordsNow(ports, planned), business.settings_version)
}

const wordsNow = (ports: ReminderPorts, { stage, invoice, business, today, texts }: Planned) =>
  reminderWords(ports.letters.values, aboutOf(invoice, { business, texts, stage, today }))

/** The facts as they are beside this reminder. */
function withoutItself({ facts: row, business, stage, attempted_on }: Planned): ReminderFacts {
  const facts = factsOf(row, ruleOf(business))
  return {
    ...facts,
    decisions: facts.decisions.filter((one) => one.stage !== stage),
    remindedOn: facts.remindedOn === attempted_on ? null : facts.remindedOn,
  }
}

function reasonOf(facts: ReminderFacts, today: string): Reason {
  const reason = overReason(facts) ?? waitReason(facts, today)
  if (reason) return reason
  if (facts.address === null) return 'ADDRESS_MISSING'
  return facts.address === 'failed' ? 'ADDRESS_FAILED' : 'SUPERSEDED'
}

async function skip(tenant: TenantDb, { id, stage, invoice }: Planned, reason: Reason): Promise<undefined> {
  await tenant.commit({
    beat: { action: 'invoices.skip_reminder', id: invoice.id, changes: { stage, reason } },
    steps: [skippedStep(tenant, id, reason, null)],
  })
}

const Planned = z.object({
  id: z.string(),
  stage: z.enum(STAGES),
  due_date: z.string(),
  day: z.string(),
  attempted_on: z.string().nullable(),
  facts: FactsRow,
})
type Planned = z.infer<typeof Planned> & {
  invoice: InvoiceRow
  business: BusinessRow
  texts: z.infer<typeof ReminderTexts>
  today: string
}

/** Null: it was sent or skipped meanwhile. One trip. */
async function load(tenant: TenantDb, id: string): Promise<Planned | null> {
  const [{ today }, found] = await tenant.read(
    'invoices.remind',
    tenant.db.execute<{ planned: unknown; invoice: unknown; business: unknown; texts: unknown }>(
      sql`select p.planned, app.invoice_object((p.planned->>'invoice_id')::uuid) as invoice, app.business() as business,
        ${reminderTexts(sql`(p.planned->>'invoice_id')::uuid`)} as texts
        from (select app.planned_reminder(${id}::uuid) as planned) p where p.planned is not null`,
    ),
  )
  const row = found.rows[0]
  if (!row?.invoice) return null
  return {
    ...Planned.parse(row.planned),
    invoice: parseInvoice(row.invoice),
    business: parseBusiness(row.business),
    texts: ReminderTexts.parse(row.texts),
    today,
  }
}

const secondsToMorning = (zone: string, now: Date): number =>
  Math.ceil((nextMorning(zone, now).getTime() - now.getTime()) / 1000)

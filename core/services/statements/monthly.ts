import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { NewJob } from '../../contract/jobs.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isClosedAt } from '../../domain/closing/spans.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isDaytime, nextMorning } from '../../domain/reminders/morning.ts'
import { firstMonth, monthAfter, statementMorning } from '../../domain/statements/month.ts'
import { ClosedSpans } from '../closing.ts'
import { printedStatements, StatementRow, statementObject } from './get.ts'
import { mailStatement, type StatementPorts } from './mail.ts'

const CONTACTS_MAX = 200

interface Place {
  plan: string
  /** Null: the first of a rule, which is worked out. */
  month: string | null
  after: string | null
}

/** The job that a new rule leaves; one of an earlier rule ends when it finds that it is not the rule any more. */
export const planJob = ({ plan, month, after }: Place, delaySeconds = 0): NewJob => ({
  type: 'STATEMENTS_PLAN',
  key: `statements.plan:${plan}:${month ?? 'first'}:${after ?? 'start'}`,
  payload: { plan, month, after },
  delay_seconds: Math.max(0, delaySeconds),
})

const Rule = z.object({
  statement_day: z.number().nullable(),
  statement_plan: z.string().nullable(),
  timezone: z.string(),
  now: z.string(),
  closed_spans: ClosedSpans,
})

const Found = z.object({ business: Rule, owing: z.array(z.string()) })

/**
 * On the morning of its day leaves a job for each customer who owes something and can be written to, 200 at a time, and one for
 * the next month. Repeated it leaves the same jobs; days without a cron are made up for once. Two trips.
 */
export async function planStatements(tenant: TenantDb, place: Place): Promise<{ againSeconds: number } | undefined> {
  const { plan, month, after } = place
  const [, found] = await tenant.read(
    'contacts.plan_statements',
    tenant.db.execute<{ object: unknown }>(
      sql`select jsonb_build_object('business', app.business(), 'owing', app.statement_contacts(${after}::uuid, ${CONTACTS_MAX}::int)) as object`,
    ),
  )
  const { business, owing } = Found.parse(found.rows[0]?.object)
  const { statement_day: day, timezone } = business
  if (day === null || business.statement_plan !== plan) return undefined
  const now = new Date(business.now)
  if (month === null) return leave(tenant, [planNext(place, firstMonth(timezone, day, now), timezone, day, now)])
  const morning = statementMorning(timezone, month, day)
  const wait = secondsUntil(morning, now)
  if (wait > 0) return { againSeconds: wait }
  // The business was closed on that morning.
  if (isClosedAt(business.closed_spans, morning))
    return leave(tenant, [planNext(place, missedUntil(month, timezone, day, now), timezone, day, now)])
  const sends = owing.map((contact_id) => sendJob({ contact_id, plan, month }))
  const rest = owing.length === CONTACTS_MAX ? planJob({ plan, month, after: owing.at(-1)! }) : null
  return leave(tenant, [...sends, rest ?? planNext(place, missedUntil(month, timezone, day, now), timezone, day, now)])
}

/** The next month, or the one after those whose morning nobody was there for. */
const missedUntil = (month: string, zone: string, day: number, now: Date): string => {
  const first = firstMonth(zone, day, now)
  return first > month ? first : monthAfter(month)
}

const planNext = ({ plan }: Place, month: string, zone: string, day: number, now: Date): NewJob =>
  planJob({ plan, month, after: null }, secondsUntil(statementMorning(zone, month, day), now))

const secondsUntil = (moment: Date, now: Date) => Math.ceil((moment.getTime() - now.getTime()) / 1000)

async function leave(tenant: TenantDb, jobs: NewJob[]): Promise<undefined> {
  await tenant.commit({
    beat: { action: 'contacts.plan_statements', id: null, changes: { jobs: jobs.length }, jobs },
    steps: [],
  })
}

interface Monthly {
  contact_id: string
  plan: string
  month: string
}

const sendJob = (payload: Monthly): NewJob => ({
  type: 'STATEMENT_SEND',
  // Its mail is known by contact and month, so a rule that changes meanwhile sends none twice, and leaves none out.
  key: `statement.send:${payload.contact_id}:${payload.month}:${payload.plan}`,
  payload: { ...payload },
})

const Customer = z.object({ business: Rule, statement: StatementRow.nullable() })

/** The statement of a month to one customer, judged by what he owes now; once, whatever happens (TM5). At night it waits. */
export async function sendMonthly(
  tenant: TenantDb,
  ports: StatementPorts,
  { contact_id, plan, month }: Monthly,
): Promise<{ againSeconds: number } | undefined> {
  const [, found] = await tenant.read(
    'contacts.send_statement',
    tenant.db.execute<{ object: unknown }>(
      sql`select jsonb_build_object('business', app.business(), 'statement', ${statementObject(contact_id, {})}) as object`,
    ),
  )
  const { business, statement } = Customer.parse(found.rows[0]?.object)
  if (business.statement_plan !== plan || !statement || !mayBeWritten(statement)) return undefined
  const now = new Date(business.now)
  if (!isDaytime(business.timezone, now))
    return { againSeconds: secondsUntil(nextMorning(business.timezone, now), now) }
  const owed = printedStatements(statement).filter(({ account }) => isOwed(account.closing_balance))
  if (owed.length === 0) return undefined
  try {
    const [key, to] = [`statement:${statement.contact.id}:${month}`, statement.contact.email!]
    await mailStatement(tenant, ports, {
      contact_id: statement.contact.id,
      key,
      to,
      message: null,
      isAutomatic: true,
      statements: owed,
    })
  } catch (error) {
    if (!isOver(error)) throw error
  }
  return undefined
}

const mayBeWritten = ({ contact, dues }: StatementRow) =>
  contact.email !== null && contact.email_problem === null && dues.length > 0

const isOwed = (balance: string) => !balance.startsWith('-') && /[1-9]/.test(balance)

/** It went before, the address takes no mail, or the provider refused it for good: said where it happened. */
const isOver = (error: unknown) =>
  error instanceof AppError &&
  (error.code === 'CONFLICT' ||
    error.code === 'VALIDATION_ERROR' ||
    (error.code === 'PROVIDER_ERROR' && error.hint === 'refused'))

import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Problem } from '../../domain/documents/conditions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { transitionOf } from '../../domain/machines.ts'
import { mailDocument } from './mail.ts'
import { refuseOpenWords } from './mail-words.ts'
import { sendingProblems } from './required.ts'
import { actionOf, lowerWordOf, type SendPorts, type SentKind, type SentRow, wordOf } from './sent-kind.ts'

/**
 * Sends a draft by mail: load, claim (number, freeze, link), call, settle. Three trips.
 * A provider that refuses or does not answer leaves a draft with its number: PROVIDER_ERROR, to be sent again (H-SM-6, EM1).
 */
export function sendDocument<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  ports: SendPorts,
  kind: SentKind<Row, Claimed>,
  id: string,
  input: SendInvoice,
): Promise<Row> {
  const action = actionOf(kind, 'send')
  return tenant.once(action, kind.parse, async () => {
    const draft = await kind.load(tenant, action, id)
    refuseOpenWords(kind, input)
    await refuseUnlessSendable(tenant, kind, draft)
    return mailDocument(tenant, ports, kind, draft, {
      verb: 'send',
      input,
      changes: { status: statusAfter(action), ...(input.to ? { detail: input.to } : {}) },
      failed: `The mail could not be sent. The ${lowerWordOf(kind)} keeps its number: try again`,
    })
  })
}

/** Where an action leads, for the audit. */
export const statusAfter = (action: Parameters<typeof transitionOf>[0]): string | null => {
  const found = transitionOf(action)
  return found && (found.machine.actions[found.key]?.to ?? null)
}

/** Mails what went out before once more, as it was frozen, to the same or another address. Three trips. */
export function sendDocumentAgain<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  ports: SendPorts,
  kind: SentKind<Row, Claimed>,
  id: string,
  input: SendInvoice,
): Promise<Row> {
  const action = actionOf(kind, 'send_again')
  return tenant.once(action, kind.parse, async () => {
    const sent = await kind.load(tenant, action, id)
    refuseOpenWords(kind, input)
    refuseUnlessSendableAgain(kind, sent, 'send_again', input)
    return mailSentDocument(tenant, ports, kind, sent, input)
  })
}

/** The mail itself; what is held was judged before. */
export const mailSentDocument = <Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  ports: SendPorts,
  kind: SentKind<Row, Claimed>,
  sent: Row,
  input: SendInvoice,
) =>
  mailDocument(tenant, ports, kind, sent, {
    verb: 'send_again',
    input,
    changes: { detail: input.to ?? sent.contact.email },
    failed: 'The mail could not be sent again. The links in earlier mails stay good: check the address, and try again',
  })

/** Throws what a person must fix before the document can go out. */
export async function refuseUnlessSendable<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  row: Row,
): Promise<void> {
  if (!kind.startsFrom('send', row)) throw conflict(kind, row, `This ${lowerWordOf(kind)} was sent already`)
  await refuseProblemsOf(tenant, kind, row, kind.sendProblems(row))
}

/** What every document needs, then what the profile asks besides. */
export async function refuseProblemsOf<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  row: Row,
  problems: Problem[],
): Promise<void> {
  const asked = await sendingProblems(tenant, kind, row)
  const more = asked.filter(({ field }) => !problems.some((problem) => problem.field === field))
  refuseProblems(kind, [...problems, ...more], row.e_invoices && more.length > 0 ? `sent: ${saidOf(more)}` : 'sent')
}

/** A window that has no field for what an e-invoice lacks still says it. */
const SAID_MAX = 3
const saidOf = (problems: readonly Problem[]) =>
  problems
    .slice(0, SAID_MAX)
    .map(({ message }) => message)
    .join('. ')

export function refuseProblems({ kind }: Pick<SentKind, 'kind'>, problems: Problem[], how: string): void {
  if (problems.length)
    throw new AppError('VALIDATION_ERROR', `${wordOf({ kind })} cannot be ${how}`, { details: problems })
}

/** Throws why the document cannot go out again. */
export function refuseUnlessSendableAgain<Row extends SentRow, Claimed extends Row>(
  kind: SentKind<Row, Claimed>,
  row: Row,
  step: 'send_again' | 'hold_again',
  { to }: SendInvoice,
): void {
  if (!kind.isPossible(step, row)) throw conflict(kind, row, whyNot(kind, row))
  if (to || row.contact.email) return
  const message = 'Say where to send it: the contact has no email address'
  refuseProblems(kind, [{ field: 'to', message }], 'sent again')
}

function whyNot<Row extends SentRow, Claimed extends Row>(kind: SentKind<Row, Claimed>, row: Row): string {
  if (kind.startsFrom('send', row)) return `This ${lowerWordOf(kind)} was not sent yet`
  if (kind.startsFrom('send_again', row) && row.send_at !== null)
    return `This ${lowerWordOf(kind)} is on its way already`
  return kind.overMessage(row)
}

function conflict<Row extends SentRow, Claimed extends Row>(
  kind: SentKind<Row, Claimed>,
  row: Row,
  message: string,
): AppError {
  const error = new AppError('CONFLICT', message)
  error.latest = kind.present(row)
  return error
}

import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { SendInvoice } from '../../contract/invoices.ts'
import type { NewJob } from '../../contract/jobs.ts'
import { newId } from '../../db/ids.ts'
import { getRecord, setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { DOCUMENT_KINDS, type DocumentKind, type DocumentResource } from '../../domain/documents/kinds.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { refuseOpenWords, wordsOf } from './mail-words.ts'
import { mailSentDocument, refuseUnlessSendable, refuseUnlessSendableAgain, sendDocument } from './send.ts'
import { actionOf, type SendPorts, type SentKind, type SentRow } from './sent-kind.ts'

/** Waits `hold_seconds` before sending, so that a person can still take it back. */
export function holdDocument<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  id: string,
  input: SendInvoice,
): Promise<Row> {
  const action = actionOf(kind, 'send')
  return tenant.once(action, kind.parse, async () => {
    const draft = await kind.load(tenant, action, id)
    refuseOpenWords(kind, input)
    await refuseUnlessSendable(tenant, kind, draft)
    return hold(tenant, kind, actionOf(kind, 'hold'), draft, input)
  })
}

/** The same for what went out before. */
export function holdDocumentAgain<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  id: string,
  input: SendInvoice,
): Promise<Row> {
  const action = actionOf(kind, 'send_again')
  return tenant.once(action, kind.parse, async () => {
    const sent = await kind.load(tenant, action, id)
    refuseOpenWords(kind, input)
    refuseUnlessSendableAgain(kind, sent, 'hold_again', input)
    return hold(tenant, kind, actionOf(kind, 'hold_again'), sent, input)
  })
}

function hold<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  action: `${DocumentResource}.hold` | `${DocumentResource}.hold_again`,
  { id, version }: Row,
  { hold_seconds, to, if_match_version, ...typed }: SendInvoice,
): Promise<Row> {
  const wait = `${hold_seconds} seconds`
  const job = {
    ...kind.heldJob(id, { ...wordsOf(typed), ...(to ? { to } : {}) }),
    key: `${kind.kind}.send:${id}:${newId()}`,
    delay_seconds: hold_seconds,
  } as NewJob
  return tenant.write(
    { action, id, version: if_match_version ?? version, changes: { hold_seconds }, jobs: [job] },
    [setSendAt(tenant, kind, id, sql`app.now() + ${wait}::interval`)],
    kind.object(id),
    kind.parse,
  )
}

/** Takes a held document back; once it is going out this is a CONFLICT. */
export function cancelSending<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  id: string,
): Promise<Row> {
  return tenant.write(
    { action: actionOf(kind, 'cancel_send'), id },
    [setSendAt(tenant, kind, id, null)],
    kind.object(id),
    kind.parse,
  )
}

const setSendAt = (tenant: TenantDb, { kind }: { kind: DocumentKind }, id: string, sendAt: SQL | null) =>
  setRecord<DocumentResource>(tenant, DOCUMENT_KINDS[kind].resource, id, { sendAt })

/** What its job keeps of a mail. */
export type HeldMail = Pick<SendInvoice, 'message' | 'subject' | 'language' | 'to'>

/** What the job does when the time is over: nothing if it was taken back meanwhile, or is held again for longer. */
export async function sendHeldDocument<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  ports: SendPorts,
  kind: SentKind<Row, Claimed>,
  id: string,
  mail: HeldMail,
): Promise<void> {
  const parse = (object: unknown) => ({ row: kind.parse(object), isTime: Held.parse(object).is_time === true })
  const { row, isTime } = await getRecord(tenant, actionOf(kind, 'send'), id, heldObject(kind, id), parse)
  if (!isTime || !kind.isPossible('cancel_send', row)) return
  const input: SendInvoice = { ...mail, channel: 'EMAIL', hold_seconds: 0 }
  if (kind.startsFrom('send', row))
    await sendDocument(tenant, ports, kind, id, input).catch((error: unknown) => letGo(tenant, kind, id, error))
  // It is over meanwhile: paid, decided.
  else if (!kind.isPossible('send_again_attempted', row)) await cancelSending(tenant, kind, id)
  else await mailSentDocument(tenant, ports, kind, row, input)
}

/** What a person must mend first is not on its way any more, and says so: it is a draft like any other. */
async function letGo<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  id: string,
  error: unknown,
): Promise<never> {
  if (error instanceof AppError && error.code === 'VALIDATION_ERROR') await cancelSending(tenant, kind, id)
  throw error
}

/** A second more: the job's time and the document's are written in one beat, but not with the same digits. */
const heldObject = <Row extends SentRow, Claimed extends Row>(kind: SentKind<Row, Claimed>, id: string): SQL =>
  sql`${kind.object(id)} || jsonb_build_object('is_time', (select d.send_at <= app.now() + interval '1 second'
    from ${sql.identifier(DOCUMENT_KINDS[kind.kind].resource)} d where d.tenant_id = app.tenant() and d.id = ${id}::uuid))`

const Held = z.object({ is_time: z.boolean().nullable() })

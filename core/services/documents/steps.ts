import { sql } from 'drizzle-orm'
import type { DocumentInput } from '../../contract/documents.ts'
import { callStep, moveRecord, rowsJson } from '../../db/records.ts'
import type { LineInsert } from '../../db/schema.ts'
import type { Reference, Step, TenantDb } from '../../db/tenant-db.ts'
import { DOCUMENT_KINDS, type DocumentKind, type DocumentResource } from '../../domain/documents/kinds.ts'
import { mayChooseCurrency, ROLES, type Role } from '../../domain/permissions.ts'
import { indexTerms } from '../search-terms.ts'
import type { Settings } from '../settings.ts'
import type { SentKind } from './sent-kind.ts'

/** What lines refer to: the items they were made with (a deleted one stays good for them), the invoices that they deduct. */
export const lineReferences = (lines: readonly LineInsert[] = []): Reference[] =>
  lines.flatMap(({ itemId, deduction, position }) => [
    ...(itemId
      ? [{ table: 'items' as const, id: itemId, field: `line_items.${position}.item_id`, deleted: true }]
      : []),
    ...(deduction
      ? [
          {
            table: 'invoices' as const,
            id: deduction.invoice_id,
            field: `line_items.${position}.deduction.invoice_id`,
          },
        ]
      : []),
  ])

/** The lines of a document in the place of those that were there, and what it is found by: its lines, its reference, its contact's names. */
export function writeParts(
  tenant: TenantDb,
  kind: DocumentKind,
  id: string,
  lines: readonly LineInsert[] | undefined,
  written: Partial<DocumentInput>,
): Step[] {
  const { line_items: items, reference, contact_id: contact } = written
  return callStep(tenant, [
    ...(lines ? [sql`app.write_lines(${kind}, ${id}::uuid, ${rowsJson(lines)}::jsonb)`] : []),
    ...indexTerms(kind, id, {
      ...(items ? { lines: items.map((line) => line.name) } : {}),
      ...(reference === undefined ? {} : { reference: [reference] }),
    }),
    ...(contact === undefined ? [] : [sql`app.index_contact_of(${kind}, ${id}::uuid, ${contact}::uuid)`]),
  ])
}

/** Number, date and print snapshot, taken once; behind the lock of the document. */
export const finaliseStep = (tenant: TenantDb, kind: DocumentKind, id: string): Step =>
  tenant.db.execute(sql`select app.finalise(${kind}, ${id}::uuid)`)

/** Nobody else changes the document for so long, because a provider is being asked. */
export const claimStep = (tenant: TenantDb, kind: DocumentKind, id: string, seconds: number): Step =>
  tenant.db.execute(sql`update ${tableOf(kind)} set version = version + 1,
      claimed_until = clock_timestamp() + ${`${seconds} seconds`}::interval where tenant_id = app.tenant() and id = ${id}::uuid`)

/** Refuses when this business, or this business to this address, has mailed enough today. */
export const countMailStep = (tenant: TenantDb, email: string): Step =>
  tenant.db.execute(sql`select app.count_document_mail(${email})`)

/** The provider refused: it is a draft like any other again, and no longer held. */
export const unclaimStep = (tenant: TenantDb, kind: DocumentKind, id: string): Step =>
  tenant.db.execute(
    sql`update ${tableOf(kind)} set claimed_until = null, send_at = null where tenant_id = app.tenant() and id = ${id}::uuid`,
  )

/** By mail or otherwise; what was sent before keeps its first day. */
export const markSentStep = (
  tenant: TenantDb,
  kind: DocumentKind,
  id: string,
  verb: 'send' | 'send_again' = 'send',
): Step =>
  moveRecord<DocumentResource>(tenant, `${DOCUMENT_KINDS[kind].resource}.${verb}`, id, {
    sentAt: sql`coalesce(sent_at, app.now())`,
    lastSentAt: sql`app.now()`,
    sendAt: null,
    claimedUntil: null,
  })

/** The same, and what follows from it the first time. */
export const issueSteps = (
  tenant: TenantDb,
  kind: Pick<SentKind, 'kind' | 'issuedSteps'>,
  id: string,
  verb: 'send' | 'send_again' = 'send',
): Step[] => [
  markSentStep(tenant, kind.kind, id, verb),
  ...(verb === 'send' ? (kind.issuedSteps?.(tenant, id) ?? []) : []),
]

const tableOf = (kind: DocumentKind) => sql.identifier(DOCUMENT_KINDS[kind].resource)

const MAY_CHOOSE_CURRENCY: readonly Role[] = ROLES.filter(mayChooseCurrency)

/** Only owners and admins may bill in another currency than the business's (H-RBAC-16). */
export const currencyRoles = (currency: string, settings: Settings): { only?: readonly Role[] } =>
  currency === settings.business.currency ? {} : { only: MAY_CHOOSE_CURRENCY }

import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Page } from '../../contract/common.ts'
import { Consent, type RecordConsent } from '../../contract/contacts.ts'
import { callStep, setRecord } from '../../db/records.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { columnsOf } from '../columns.ts'
import type { Cursors } from '../cursor.ts'
import { toInstant } from '../instants.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { type ContactRow, contactObject, parseContact } from './internal.ts'

/** Writes down what a contact said of being written to; one trip. Facts stay: another one takes its place. */
export const recordConsent = (tenant: TenantDb, id: string, input: RecordConsent): Promise<ContactRow> => {
  const { channel, state, note, if_match_version: version } = input
  return tenant.write(
    { action: 'contacts.record_consent', id, version, changes: { channel, state, note: note.trim() } },
    [
      ...callStep(tenant, [sql`app.record_consent(${id}::uuid, ${channel}, ${state}, ${note.trim()})`]),
      setRecord(tenant, 'contacts', id, {}),
    ],
    contactObject(id),
    parseContact,
  )
}

const ConsentRow = z.object({
  id: z.string(),
  channel: Consent.shape.channel,
  state: Consent.shape.state,
  source: Consent.shape.source,
  note: z.string().nullable(),
  actor: z.string(),
  created_at: z.string(),
})
type ConsentRow = z.infer<typeof ConsentRow>
const consentColumns = columnsOf(ConsentRow, {})

/** What a contact said, the newest first. One trip. */
export function listConsents(
  tenant: TenantDb,
  cursors: Cursors,
  { id, limit, cursor }: z.infer<typeof Page> & { id: string },
): Promise<ListPage<ConsentRow>> {
  return readPage(tenant, cursors, {
    action: 'contacts.timeline',
    of: ['consents', id],
    limit,
    cursor,
    columns: consentColumns,
    rows: (place, rows) =>
      consentColumns.of(sql`select c.*, app.actor_name(c.created_by) as actor from consents c
        where c.tenant_id = app.tenant() and c.contact_id = ${checkId(id)}::uuid${afterNewest('c', place)}
        order by c.created_at desc, c.id desc limit ${rows}`),
    within: sql`select from contacts where tenant_id = app.tenant() and id = ${checkId(id)}::uuid and deleted_at is null`,
    placeOf: newestFirst,
  })
}

export const presentConsent = (row: ConsentRow): Consent =>
  Consent.parse({ ...row, created_at: toInstant(row.created_at) })

import {
  ConvertedToInvoice,
  ConvertedToQuote,
  CreateWorkItem,
  UpdateWorkItem,
  WorkItemQuery,
} from '../../core/contract/work-items.ts'
import { newId } from '../../core/db/ids.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { Cursors } from '../../core/services/cursor.ts'
import { convertWorkItem } from '../../core/services/work-items/convert.ts'
import { createWorkItem } from '../../core/services/work-items/create.ts'
import { getWorkItem } from '../../core/services/work-items/get.ts'
import { listWorkItems } from '../../core/services/work-items/list.ts'
import { presentSummary, presentWorkItem } from '../../core/services/work-items/present.ts'
import { updateWorkItem } from '../../core/services/work-items/update.ts'
import type { TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'

export const workCursors = new Cursors('a secret of the tests')

/** What a test does to the work of one business. */
export function workOf(b: TestBusiness, database: TestDatabase) {
  const list = async (query: object = {}, role: Role = 'OWNER') =>
    (await listWorkItems(b.as(role), workCursors, WorkItemQuery.parse({ limit: 100, ...query }))).rows.map(
      presentSummary,
    )
  return {
    make: (input: object = {}, role: Role = 'OWNER') =>
      createWorkItem(b.as(role), CreateWorkItem.parse({ title: 'Fix the tap', ...input })),
    change: (id: string, input: object, role: Role = 'OWNER') =>
      updateWorkItem(b.as(role), id, UpdateWorkItem.parse(input)),
    list,
    titles: async (query: object = {}, role: Role = 'OWNER') => (await list(query, role)).map(({ title }) => title),
    convert: async (id: string, role: Role = 'OWNER') =>
      ConvertedToInvoice.parse(await convertWorkItem(b.as(role), id, { target: 'INVOICE' })),
    quote: async (id: string, role: Role = 'OWNER') =>
      ConvertedToQuote.parse(await convertWorkItem(b.as(role), id, { target: 'QUOTE' })),
    get: async (id: string, role: Role = 'OWNER') => presentWorkItem(await getWorkItem(b.as(role), id)),
    /** Where the business is. */
    async today(): Promise<string> {
      const rows = await database.admin<{ day: string }>(
        `select (app.now() at time zone timezone)::date::text as day from app.tenants where id = $1`,
        [b.tenantId],
      )
      return rows[0]!.day
    },
    /** Of somebody unknown, unless a contact is named. */
    async conversation(more: { contact_id?: string; assigned_to?: string } = {}): Promise<string> {
      const id = newId()
      await database.admin(
        `insert into conversations (tenant_id, id, from_name, from_address, subject, last_message_at, last_direction, contact_id, assigned_to, created_by)
         values ($1, $2, 'Jane', 'jane@x.example', 'A leak', app.now(), 'INBOUND', $3, $4, 'job:MAIL_READ')`,
        [b.tenantId, id, more.contact_id ?? null, more.assigned_to ?? null],
      )
      return id
    },
  }
}

import { DOCUMENT_KINDS, type DocumentKind } from '../../core/domain/documents/kinds.ts'
import type { SharedStack } from './shared-stack.ts'
import type { TeamBusiness } from './team.ts'

const columns = new Map<DocumentKind, Promise<string>>()

/** What a copy of a document takes over; the same on every stack. */
async function askColumns({ admin }: SharedStack, kind: DocumentKind): Promise<string> {
  const found = await admin<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1
       and is_generated = 'NEVER' and column_name not in ('id', $2, 'created_by')`,
    [DOCUMENT_KINDS[kind].resource, `${kind}_number`],
  )
  return found.map(({ name }) => name).join(', ')
}

/** What was credited is a sum of facts. */
const CREDITS = `, credits as (insert into invoice_credits (tenant_id, id, invoice_id, kind, amount, created_by)
  select d.tenant_id, gen_random_uuid(), c.id, d.kind, d.amount, d.created_by from invoice_credits d, copy c
  where d.tenant_id = $1 and d.invoice_id = $2)`

/** Copies of a document as it stands, so that each action can be tried on its own. */
export const copiesOf =
  (kind: DocumentKind) =>
  async (b: TeamBusiness, id: string, createdBy: string, count: number): Promise<string[]> => {
    const asked = columns.get(kind) ?? askColumns(b.stack, kind)
    columns.set(kind, asked)
    const kept = await asked
    const rows = await b.stack.admin<{ id: string }>(
      `with copy as (insert into ${kind}s (id, ${kind}_number, created_by, ${kept})
       select gen_random_uuid(), ${kind}_number || '-' || gen_random_uuid(), $3, ${kept} from ${kind}s, generate_series(1, $4)
       where tenant_id = $1 and id = $2 returning id),
     lines as (insert into ${kind}_lines (tenant_id, id, ${kind}_id, position, name, qty_e6, rate_e6, amount, net)
       select l.tenant_id, gen_random_uuid(), c.id, l.position, l.name, l.qty_e6, l.rate_e6, l.amount, l.net
       from ${kind}_lines l, copy c where l.tenant_id = $1 and l.${kind}_id = $2)${kind === 'invoice' ? CREDITS : ''}
     select id from copy`,
      [b.tenantId, id, createdBy, count],
    )
    return rows.map((row) => row.id)
  }

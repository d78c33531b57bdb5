import { describe, it } from 'vitest'
import { ExpenseQuery } from '../../../core/contract/expenses.ts'
import { QuoteQuery } from '../../../core/contract/quotes.ts'
import { TemplateQuery } from '../../../core/contract/templates.ts'
import { WorkItemQuery } from '../../../core/contract/work-items.ts'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listExpenses } from '../../../core/services/expenses/list.ts'
import { listQuotes } from '../../../core/services/quotes/list.ts'
import { listTemplates } from '../../../core/services/templates/list.ts'
import { listWorkItems } from '../../../core/services/work-items/list.ts'
import type { TestBusiness } from '../../support/business.ts'
import { drawn, hasTurn } from '../../support/drawn.ts'
import { fillTables } from './fill.ts'
import { expectFlat, LARGE, SMALL, useSizes } from './flat.ts'

/** What does not grow with a business. */
const FEW = 60

const cursors = new Cursors('a secret of the tests')
const TABLES = ['work_items', 'quotes', 'templates', 'expenses', 'search_terms'] as const
const uuid = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const CONTACT = '00000000-0000-7000-8000-000000000001'

function statementsOf(rows: number, { tenantId, userIds }: TestBusiness): Record<(typeof TABLES)[number], string> {
  const all = `generate_series(1, ${rows}) n`
  const at = `now() - make_interval(secs => ${rows} - n)`
  const every = (offset: number) => `n % ${Math.floor(rows / FEW)} = ${offset}`
  const day = 'current_date - 1500 + n % 3000'
  const contact = `case when ${every(2)} then '${CONTACT}' else ${uuid('n')} end`
  const who = (nobody: string) =>
    `case when ${every(3)} then '${userIds.AGENT}' when n % 3 = 0 then ${nobody} else '${userIds.OWNER}' end`
  const isOpen = `n % 10 = 0 or ${every(1)}`
  return {
    work_items: `insert into work_items (tenant_id, id, type, title, status, priority, contact_id, due_on, assigned_to, closed_at, archived_at, created_at, updated_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when ${every(5)} then 'ORDER' else 'JOB' end, 'Fix the tap', case when ${every(1)} then 'WAITING' when ${isOpen} then 'NEW' else 'DONE' end,
        case when ${every(7)} then 'URGENT' else 'NORMAL' end, ${contact}, ${day}, ${who('null')}, case when ${isOpen} then null else now() end,
        case when ${isOpen} or n % 2 = 0 then null else now() end, ${at}, ${at}, '${userIds.OWNER}' from ${all}`,
    quotes: `insert into quotes (tenant_id, id, status, quote_number, contact_id, issue_date, expiry_date, currency, subtotal, discount_total, charge_total, tax_total, total, created_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when ${every(1)} then 'DRAFT' when ${isOpen} then 'SENT' else 'REJECTED' end, 'Q' || n, ${contact}, ${day}, ${day}, 'CAD', 1, 0, 0, 0, 1, ${at},
        ${who(`'${userIds.OWNER}'`)} from ${all}`,
    templates: `insert into templates (tenant_id, id, type, name, content, language, created_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when ${every(1)} then 'QUOTE' else 'MESSAGE' end, 'Thanks', 'Thank you', case when ${every(2)} then 'de' when ${every(3)} then 'ja' end, ${at}, '${userIds.OWNER}' from ${all}`,
    expenses: `insert into expenses (tenant_id, id, status, vendor_name, vendor_contact_id, expense_date, listed_on, amount, currency, decided_at, created_at, created_by)
      select '${tenantId}', ${uuid('n')}, case when ${every(1)} then 'DRAFT' when ${isOpen} then 'SUBMITTED' else 'APPROVED' end, 'Shop ' || n, ${contact}, ${day}, ${day}, n, 'CAD',
        case when not (${every(1)} or ${isOpen}) then now() end, ${at}, ${who(`'${userIds.OWNER}'`)} from ${all}`,
    search_terms: `insert into search_terms (tenant_id, kind, id, term, field) select '${tenantId}', kind, ${uuid('n')}, term, 'title' from (
        select n, 'tap' as term from ${all} where n % 4 = 0 union all select n, 'kettle' from ${all} where ${every(0)}) x, unnest(array['work_item', 'quote', 'expense']) kind`,
  }
}

const { plansOf } = useSizes(async (adminUrl, rows, ours) => {
  await fillTables(adminUrl, [TABLES.slice(0, 2), TABLES.slice(2)], statementsOf(rows, ours))
  return {}
})

type List = (tenant: TenantDb, query: object) => Promise<{ cursor: string | null }>
const work: List = (tenant, query) => listWorkItems(tenant, cursors, WorkItemQuery.parse({ limit: 50, ...query }))
const quotes: List = (tenant, query) => listQuotes(tenant, cursors, QuoteQuery.parse({ limit: 50, ...query }))
const expenses: List = (tenant, query) => listExpenses(tenant, cursors, ExpenseQuery.parse({ limit: 50, ...query }))
const templates: List = (tenant, query) => listTemplates(tenant, cursors, TemplateQuery.parse({ limit: 50, ...query }))

type Row = [name: string, list: List, query: object]
const LISTS: Row[] = [
  ['work', work, {}],
  ['work, all that is open', work, { status: 'OPEN' }],
  ['work, overdue', work, { status: 'OPEN', due: 'overdue' }],
  ['work, without a date', work, { due: 'none' }],
  ['work that is done', work, { status: 'DONE' }],
  ['work that waits, of which there is little', work, { status: 'WAITING' }],
  ['work of a type with little', work, { type: 'ORDER' }],
  ['work that is urgent', work, { priority: 'URGENT' }],
  ['work of mine', work, { assigned_to: 'me' }],
  ['work of nobody', work, { assigned_to: 'nobody' }],
  ['work for a contact', work, { contact_id: CONTACT }],
  ['work of a conversation that has none', work, { conversation_id: CONTACT }],
  ['work in the archive', work, { archived: 'true' }],
  ['work, a word of a few', work, { q: 'kettle' }],
  ['expenses', expenses, {}],
  ['expenses that are drafts, of which there are few', expenses, { status: 'DRAFT' }],
  ['expenses of a status that none has', expenses, { status: 'REJECTED' }],
  ['expenses of a month', expenses, { month: '2026-02', limit: 20 }],
  ['expenses at a vendor', expenses, { vendor_contact_id: CONTACT }],
  ['expenses, a word of a few', expenses, { q: 'kettle' }],
  ['quotes', quotes, {}],
  ['quotes that wait', quotes, { status: 'SENT' }],
  ['quotes that ended', quotes, { status: 'EXPIRED' }],
  ['quotes that are drafts, of which there are few', quotes, { status: 'DRAFT' }],
  ['quotes of a status that none has', quotes, { status: 'CONVERTED' }],
  ['quotes for a contact', quotes, { contact_id: CONTACT }],
  ['quotes, a word of a few', quotes, { q: 'kettle' }],
  ['quotes, a rare word and a common one', quotes, { q: 'tap kettle' }],
  ['templates', templates, {}],
  ['templates of a type with few', templates, { type: 'QUOTE' }],
  ['templates of a type with none', templates, { type: 'CHECKLIST' }],
  ['templates in a language with few', templates, { language: 'de' }],
  ['templates of a type in a language with few', templates, { type: 'MESSAGE', language: 'ja' }],
]
const AGENTS = [
  'work',
  'work in the archive',
  'work, all that is open',
  'work, a word of a few',
  'quotes',
  'quotes, a word of a few',
]

/** Nothing was made in any of them. */
const NONE = ['contacts', 'invoices', 'quote_lines']

/** The page after the first, where there is one. */
const deep =
  (list: List, query: object) =>
  async (tenant: TenantDb): Promise<unknown> => {
    const { cursor } = await list(tenant, query)
    return cursor === null ? undefined : list(tenant, { ...query, cursor })
  }

describe.runIf(hasTurn(2, 3))(
  `work, quotes and templates at ${SMALL} and ${LARGE}, as hub_app under row security`,
  () => {
    it.each(drawn(LISTS, 2))('%s', async (_, list, query) => expectFlat(await plansOf(deep(list, query)), NONE))
    it.each(LISTS.filter(([name]) => AGENTS.includes(name)))('what an agent may see of: %s', async (_, list, query) =>
      expectFlat(await plansOf((tenant) => list(tenant, query), 'AGENT'), NONE),
    )
  },
)

import { eq, isNull, sql } from 'drizzle-orm'
import { DraftedExpense, DraftedInvoice, DraftedQuote, DraftedWorkItem } from '../../contract/ai-drafts.ts'
import { CreateInvoice } from '../../contract/invoices.ts'
import { CreateQuote } from '../../contract/quotes.ts'
import { CreateWorkItem } from '../../contract/work-items.ts'
import { callStep } from '../../db/records.ts'
import { files } from '../../db/schema.ts'
import type { Beat, Step, TenantDb } from '../../db/tenant-db.ts'
import { rolesFor, type WriteAction } from '../../domain/actions.ts'
import { CREATES } from '../../domain/drafts/makeable.ts'
import type { Intent } from '../../domain/extraction/intent/intents.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { applyDefaults } from '../../domain/profiles/defaults.ts'
import { fillFromItems } from '../documents/items.ts'
import { currencyRoles, lineReferences } from '../documents/steps.ts'
import { draftExpense } from '../expenses/create.ts'
import { auditable, receiptSteps, referencesOf } from '../expenses/fields.ts'
import { draftInvoice } from '../invoices/draft.ts'
import { draftQuote } from '../quotes/draft.ts'
import { reference, referenceTo } from '../references.ts'
import type { Settings } from '../settings.ts'
import { draftWorkItem, refuseUnfit } from '../work-items/create.ts'
import type { AiDraftRow } from './internal.ts'
import { parsed } from './typed.ts'

/** What a draft is about to become: what must hold, who may, and the steps that make it. */
export interface Making {
  creates: Extract<WriteAction, `${string}.create`>
  deletes: Extract<WriteAction, `${string}.delete`>
  table: 'invoices' | 'quotes' | 'work_items' | 'expenses'
  /** The column of the draft that names what was made. */
  column: 'invoiceId' | 'quoteId' | 'madeWorkItemId' | 'expenseId'
}

export const TARGETS = {
  DRAFT_INVOICE: { creates: CREATES.DRAFT_INVOICE, deletes: 'invoices.delete', table: 'invoices', column: 'invoiceId' },
  DRAFT_QUOTE: { creates: CREATES.DRAFT_QUOTE, deletes: 'quotes.delete', table: 'quotes', column: 'quoteId' },
  DRAFT_EXPENSE: { creates: CREATES.DRAFT_EXPENSE, deletes: 'expenses.delete', table: 'expenses', column: 'expenseId' },
  CREATE_WORK_ITEM: {
    creates: CREATES.CREATE_WORK_ITEM,
    deletes: 'work_items.delete',
    table: 'work_items',
    column: 'madeWorkItemId',
  },
  DRAFT_AR_MESSAGE: {
    creates: CREATES.DRAFT_AR_MESSAGE,
    deletes: 'work_items.delete',
    table: 'work_items',
    column: 'madeWorkItemId',
  },
} as const satisfies Record<Exclude<Intent, 'NONE'>, Making>

export type Made = Pick<Beat, 'references' | 'changes' | 'only'> & { steps: Step[] }
type Make = (tenant: TenantDb, id: string, row: AiDraftRow, settings: Settings) => Promise<Made>

/** The same objects as POST makes of the same fields, and refused as there, each field under `draft_payload`. */
export const MAKERS: Record<Exclude<Intent, 'NONE'>, Make> = {
  DRAFT_INVOICE: async (tenant, id, row, settings) => {
    const drafted = withTaxes(parsed(DraftedInvoice, row.draft_payload), settings)
    const input = await fillFromItems(tenant, 'ai_drafts.apply', parsed(CreateInvoice, drafted), settings)
    return documentOf(input.contact_id, draftInvoice(tenant, id, input, settings), settings)
  },
  DRAFT_QUOTE: async (tenant, id, row, settings) => {
    const drafted = withTaxes(parsed(DraftedQuote, row.draft_payload), settings)
    const input = await fillFromItems(tenant, 'ai_drafts.apply', parsed(CreateQuote, drafted), settings)
    return documentOf(input.contact_id, draftQuote(tenant, id, input, settings), settings)
  },
  DRAFT_EXPENSE: async (tenant, id, row, settings) => {
    const { receipt_file_id: receipt, ...input } = parsed(DraftedExpense, row.draft_payload)
    const more = { source: 'AI', currency: settings.business.currency, aiConfidence: row.confidence } as const
    return {
      references: referencesOf({ ...input, receipt_file_id: receipt }),
      changes: auditable(input),
      steps: [...draftExpense(tenant, id, input, more), ...receiptSteps(tenant, id, receipt)],
    }
  },
  CREATE_WORK_ITEM: workItem,
  DRAFT_AR_MESSAGE: workItem,
}

/** From a conversation it is of that; a day that has passed is a person's to take, who has seen it. */
async function workItem(tenant: TenantDb, id: string, row: AiDraftRow, settings: Settings): Promise<Made> {
  const { assigned_to, ...drafted } = parsed(DraftedWorkItem, row.draft_payload)
  // What an agent makes is his anyway.
  const given_to = assigned_to === row.agent ? null : assigned_to
  const typed = { ...drafted, assigned_to: given_to, conversation_id: row.conversation_id, override_warnings: true }
  const input = applyDefaults('work_item', parsed(CreateWorkItem, given(typed)), settings.profile) as CreateWorkItem
  refuseUnfit(input, settings)
  const { beat, steps } = draftWorkItem(tenant, id, input, 'AI')
  const only = beat.only ? { only: [...beat.only, ...FOR_THE_BUSINESS] } : {}
  return { ...beat, ...only, steps: [...steps, ...pictureSteps(tenant, row, id)] }
}

/** The picture of a note belongs to the work that is made of it, unless it belongs to something. */
const pictureSteps = (tenant: TenantDb, { file_id }: AiDraftRow, id: string): Step[] =>
  file_id === null
    ? []
    : [
        tenant.db
          .update(files)
          .set({ workItemId: id, version: sql`${files.version} + 1`, updatedAt: sql`app.now()` })
          .where(tenant.mine(files, eq(files.id, file_id), isNull(files.deletedAt), ofNothing)),
      ]
const ofNothing = sql`num_nonnulls(${files.contactId}, ${files.invoiceId}, ${files.quoteId}, ${files.workItemId}, ${files.expenseId}) = 0`

/** Of work that is no more it is nobody's again. */
export const freePicture = (tenant: TenantDb, { file_id }: AiDraftRow, workId: string): Step[] =>
  file_id === null
    ? []
    : [
        tenant.db
          .update(files)
          .set({ workItemId: null, version: sql`${files.version} + 1`, updatedAt: sql`app.now()` })
          .where(tenant.mine(files, eq(files.id, file_id), eq(files.workItemId, workId))),
      ]

/** No machine proposes whose work it is, and no reviewer says so: where it stands, somebody of the business wrote it. */
const FOR_THE_BUSINESS = ['JOB', 'OPS'] as const

type Line = { item_id?: string | null | undefined; tax_rate_id?: string | null | undefined }

/** A line of which nothing is said is taxed as the business taxes. */
function withTaxes<T extends { line_items: Line[]; contact_id?: unknown }>(drafted: T, { defaultTaxRateId }: Settings) {
  if (typeof drafted.contact_id !== 'string') throw invalid('draft_payload.contact_id', 'Choose who it is for')
  const line_items = drafted.line_items.map(({ tax_rate_id, ...line }) => ({
    ...line,
    // That of its item counts before that of the business.
    tax_rate_id: tax_rate_id === undefined && !line.item_id ? defaultTaxRateId : tax_rate_id,
  }))
  return given({ ...drafted, line_items })
}

/** What nobody said is left out. */
const given = (payload: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null && value !== undefined))

type Drafted = Pick<ReturnType<typeof draftInvoice>, 'columns' | 'lines' | 'steps'>

const documentOf = (contact: string, { columns, lines, steps }: Drafted, settings: Settings): Made => ({
  references: [...referenceTo('contacts', reference(contact, 'contact_id'), 'contact_id'), ...lineReferences(lines)],
  changes: { contact_id: contact, total: String(columns.total) },
  steps,
  ...currencyRoles(columns.currency, settings),
})

/** Who may both decide on drafts and make such a thing; who may not is told so. A job may where its owner wished it (C-26). */
export function rolesOf({ creates }: Making, only: Beat['only']): Pick<Beat, 'only'> {
  // A reviewer of the platform makes what he may decide on, unless that asks for more (C-22).
  const roles = [...rolesFor(creates), 'JOB', 'OPS']
  return { only: only ? roles.filter((role) => only.includes(role)) : roles }
}

export const refuseNothing = (): never => {
  throw new AppError('VALIDATION_ERROR', 'Some fields need attention', {
    details: [{ field: 'intent', message: 'Choose first what it should become' }],
  })
}

/** The receipt of an expense that is no more is as it was before. */
export const freeReceipt = (tenant: TenantDb, expenseId: string): Step[] =>
  callStep(tenant, [sql`app.free_receipt(${expenseId}::uuid)`])

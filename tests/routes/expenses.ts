import { newId } from '../../core/db/ids.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { receiptPdf } from '../support/extraction/receipt-pdf.ts'
import { dataOf, type Make, type MakeId, maker, on, type Resource, type Texts } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { makeContact } from './contacts.ts'
import { storedFile } from './files.ts'

const PAID = { vendor_name: 'Wellington Plumbing Supply', expense_date: '2026-11-19', amount: '111.70' }

export const makeExpense = async (b: TeamBusiness, role: Role = 'OWNER', more: object = {}) =>
  dataOf(b.as[role].post('/v1/expenses', { ...PAID, ...more }))

const draft: MakeId = async (b, role) => (await makeExpense(b, role)).id
const incomplete: MakeId = async (b, role) => (await makeExpense(b, role, { amount: null })).id

async function submitted(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await draft(b, role)
  await dataOf(b.as[role ?? 'OWNER'].post(`/v1/expenses/${id}/submit`, {}))
  return id
}

const decided =
  (verb: 'approve' | 'reject'): MakeId =>
  async (b, role) => {
    const id = await submitted(b, role)
    await dataOf(b.owner.post(`/v1/expenses/${id}/${verb}`, verb === 'reject' ? { reason: 'Private' } : {}))
    return id
  }

async function copies(b: TeamBusiness, id: string, createdBy: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await b.stack.admin(
    `insert into expenses (tenant_id, id, status, vendor_name, expense_date, listed_on, amount, currency, decided_at, created_by)
     select e.tenant_id, copy, e.status, e.vendor_name, e.expense_date, e.listed_on, e.amount, e.currency, e.decided_at, $3
     from expenses e, unnest($2::uuid[]) copy where e.id = $1`,
    [id, ids, createdBy],
  )
  return ids
}

const body = async (b: TeamBusiness, role: Role) => ({
  vendor_name: 'Wellington Plumbing Supply',
  expense_date: '2026-11-19',
  amount: '111.70',
  currency: 'CAD',
  tax_total: '12.85',
  invoice_number: 'R-1001',
  due_date: '2026-12-19',
  category: 'Parts and materials',
  notes: 'For the kitchen',
  vendor_contact_id: (await makeContact(b, maker(role))).id,
  receipt_file_id: await storedFile(b, maker(role)),
})
const upload: Make = async () => ({
  body: {
    file_name: 'receipt.jpg',
    mime_type: 'image/jpeg',
    size_bytes: 1000,
    notes: 'For the kitchen',
    category: 'Vehicle',
    vendor_name: 'Beacon Fuel',
    currency: 'CAD',
  },
})

const INVOICE = new TextEncoder().encode(
  '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>R-1</cbc:ID></Invoice>',
)
const receiptOf =
  (file_name: string, mime_type: string, bytesOf: () => Promise<Uint8Array>): MakeId =>
  async (b, role) => {
    const bytes = await bytesOf()
    const file = { file_name, mime_type, size_bytes: bytes.length }
    const made = await dataOf<{ id: string; upload: { upload_url: string } }>(
      b.as[maker(role ?? 'OWNER')].post('/v1/expenses/upload', file),
    )
    const sent = await fetch(made.upload.upload_url, {
      method: 'PUT',
      headers: { 'Content-Type': mime_type },
      body: bytes as BodyInit,
    })
    if (!sent.ok) throw new Error(`upload answered ${sent.status}`)
    return made.id
  }
/** Its receipt is an e-invoice. */
const eInvoiced = receiptOf('invoice.xml', 'application/xml', async () => INVOICE)
/** Its receipt is a PDF with text. */
const printed = receiptOf('receipt.pdf', 'application/pdf', () => receiptPdf(['ACME LTD', 'Total $5.00']))

const texts: Texts = {
  vendor_name: 'elsewhere',
  invoice_number: 'trimmed',
  category: 'trimmed',
  notes: 'trimmed',
  currency: 'checked',
}

export default {
  rows: {
    'GET /v1/expenses': {
      list: {
        add: async (b) => {
          const { id: vendor_contact_id } = await makeContact(b)
          return makeExpense(b, 'OWNER', { vendor_contact_id, notes: b.tenantId })
        },
        filters: { status: 'APPROVED', month: '2020-02' },
      },
    },
    'GET /v1/expenses/totals': { call: async () => ({}) },
    'GET /v1/expenses/recurring': { call: async () => ({}) },
    'POST /v1/expenses': {
      call: async (b, role) => ({ body: await body(b, role) }),
      texts,
      wrong: [{ amount: '0' }, { amount: '1.005' }, { currency: 'XAU' }, { amount: '1', tax_total: '2' }],
    },
    'POST /v1/expenses/upload': { call: upload, texts: { ...texts, vendor_name: 'trimmed', file_name: 'elsewhere' } },
    'GET /v1/expenses/{id}': { call: on(draft) },
    'PATCH /v1/expenses/{id}': {
      call: async (b, role) => ({ params: { id: await draft(b, maker(role)) }, body: await body(b, role) }),
      texts,
      wrong: [{ amount: '-1' }],
      late: async (b, role) => ({ params: { id: await submitted(b, maker(role)) }, body: { notes: 'Late' } }),
    },
    'DELETE /v1/expenses/{id}': {
      call: on(draft),
      late: async (b, role) => ({ params: { id: await submitted(b, maker(role)) } }),
    },
    'GET /v1/expenses/{id}/e-invoice': { call: on(eInvoiced) },
    'GET /v1/expenses/{id}/reading': { call: on(printed), trips: 2 },
    'POST /v1/expenses/{id}/submit': { call: on(draft, {}), late: on(submitted, {}) },
    'POST /v1/expenses/{id}/approve': { call: on(submitted, {}), late: on(draft, {}) },
    'POST /v1/expenses/{id}/reject': {
      call: on(submitted, { reason: 'Private' }),
      texts: { reason: { kept: 'name', as: 'rejected_reason' } },
      late: on(draft, { reason: 'Private' }),
    },
  },
  references: {
    vendor_contact_id: {
      make: async (b) => (await makeContact(b)).id,
      gone: async (b) => {
        const { id } = await makeContact(b)
        await dataOf(b.owner.delete(`/v1/contacts/${id}`))
        return id
      },
    },
    receipt_file_id: {
      make: (b) => storedFile(b),
      gone: async (b) => {
        const id = await storedFile(b)
        await dataOf(b.owner.delete(`/v1/files/${id}`))
        return id
      },
    },
  },
  objects: {
    expense: {
      path: '/v1/expenses/{id}',
      states: { draft, incomplete, submitted, approved: decided('approve'), rejected: decided('reject') },
      copies,
      actions: {
        update: { route: 'PATCH /v1/expenses/{id}', body: { notes: 'Changed' } },
        submit: { route: 'POST /v1/expenses/{id}/submit', body: {} },
        approve: { route: 'POST /v1/expenses/{id}/approve', body: {} },
        reject: { route: 'POST /v1/expenses/{id}/reject', body: { reason: 'Private' } },
        delete: { route: 'DELETE /v1/expenses/{id}' },
      },
    },
  },
} satisfies Resource

import { beforeAll, describe, expect, it } from 'vitest'
import { CreateCreditNote } from '../../core/contract/credit-notes.ts'
import { CreatePayment } from '../../core/contract/payments.ts'
import { SystemDb } from '../../core/db/system-db.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import type { EInvoice } from '../../core/domain/einvoice/model.ts'
import { readEInvoice } from '../../core/domain/einvoice/read.ts'
import { checkEInvoice } from '../../core/domain/einvoice/rules/check.ts'
import { updateBusiness } from '../../core/services/business/update.ts'
import { updateContact } from '../../core/services/contacts/update.ts'
import { createCreditNote } from '../../core/services/credit-notes/create.ts'
import { markCreditNoteSent } from '../../core/services/credit-notes/links.ts'
import { getEInvoice } from '../../core/services/e-invoices/get.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { holdInvoice, sendHeldInvoice } from '../../core/services/invoices/hold.ts'
import { createPaymentLink, markInvoiceSent } from '../../core/services/invoices/links.ts'
import { sendInvoice } from '../../core/services/invoices/send.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { createTaxRate } from '../../core/services/tax-rates/create.ts'
import { updateTaxRate } from '../../core/services/tax-rates/update.ts'
import { takeJobs } from '../../queues/table.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'
import { fakeMailer, sendPorts } from '../support/fake-mailer.ts'

const database = useDatabase()
let berlin: TestBusiness
let [full, free] = ['', '']
beforeAll(async () => {
  berlin = await makeBusiness(database, { currency: 'EUR', timezone: 'Europe/Berlin', country: 'DE' })
  await change({ name: 'Ahorn GmbH', tax_id: 'DE 123 456 789', city: 'Berlin', bank_iban: 'DE89370400440532013000' })
  full = await rate({ name: 'USt', percent: '19' })
  free = await rate({ name: 'Reverse Charge', percent: '0', vat_category: 'AE' })
})

const change = (changes: object) => updateBusiness(berlin.as('OWNER'), changes as never)
const rate = async (input: object) => (await createTaxRate(berlin.as('OWNER'), input as never)).id
const customer = async (more: object = {}) => (await berlin.contact({ country: 'DE', city: 'Köln', ...more })).id
const line = (more: object = {}) => ({
  name: 'Arbeit',
  qty: '3',
  unit: 'Std',
  rate: '33.33',
  tax_rate_id: full,
  ...more,
})
const draft = async (more: object = {}, who: object = {}) =>
  berlin.draft({ contact_id: await customer(who), line_items: [line()], ...more } as never)

async function eInvoice(kind: 'invoice' | 'credit_note', id: string): Promise<EInvoice> {
  const { xml } = await getEInvoice(berlin.as('OWNER'), kind, id)
  const read = readEInvoice(xml)
  if (!read.ok) throw new Error(read.error)
  expect(checkEInvoice(read.value)).toEqual([])
  return read.value
}
const sent = async (more: object = {}, who: object = {}) => {
  const { id } = await draft(more, who)
  return markInvoiceSent(berlin.as('OWNER'), id)
}
const fieldsOf = (asked: Promise<unknown>) =>
  asked.then(
    () => [],
    (error: { details?: { field: string }[] }) => error.details?.map(({ field }) => field),
  )

describe('the e-invoice of an invoice', () => {
  it('says what was frozen, to the cent, however tax, discounts and charges were written', async () => {
    const invoice = await sent({
      prices_include_tax: true,
      line_items: [line(), line({ name: 'Fahrt', qty: '1', rate: '20', discount: { percent: '10' } })],
      discount: { amount: '5.00' },
      charges: [{ name: 'Versand', amount: '4.90', tax_rate_id: full }],
      reference: 'Bestellung 7',
      po_number: 'PO-9',
    })
    const said = await eInvoice('invoice', invoice.id)
    expect(said).toMatchObject({
      number: invoice.invoice_number,
      currency: 'EUR',
      buyerReference: 'Bestellung 7',
      order: 'PO-9',
      seller: { name: 'Ahorn GmbH', vatId: 'DE123456789', address: { country: 'DE' } },
      buyer: { name: 'Maria Silva', address: { city: 'Köln', country: 'DE' } },
      payments: [{ meansCode: '58', account: { id: 'DE89370400440532013000' } }],
      charges: [{ reason: 'Versand' }],
      totals: { payable: `${invoice.total / 100n}.${String(invoice.total % 100n).padStart(2, '0')}` },
    })
    expect(said.lines.map(({ unit }) => unit)).toEqual(['HUR', 'HUR'])
  })

  it('stays as it went out, whatever is paid, renamed or moved since', async () => {
    const { id } = await sent()
    const before = await getEInvoice(berlin.as('OWNER'), 'invoice', id)
    await createPayment(berlin.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '50' }))
    await change({ city: 'Hamburg' })
    await updateTaxRate(berlin.as('OWNER'), full, { vat_category: 'S', name: 'Umsatzsteuer' } as never)
    expect(await getEInvoice(berlin.as('OWNER'), 'invoice', id)).toEqual(before)
    await change({ city: 'Berlin' })
  })

  it('keeps why a rate was zero on the day it went out', async () => {
    const exempt = await rate({ name: 'Frei', percent: '0', vat_category: 'E', exemption_reason: '§ 4 UStG' })
    const { id } = await sent({ line_items: [line({ tax_rate_id: exempt })] })
    await updateTaxRate(berlin.as('OWNER'), exempt, { vat_category: 'Z', exemption_reason: null } as never)
    expect((await eInvoice('invoice', id)).taxes).toMatchObject([
      { code: 'E', exemptionReason: '§ 4 UStG', tax: '0.00' },
    ])
  })

  it('is refused for a draft, and where something is missing, each with its field', async () => {
    const { id } = await draft()
    expect(await fieldsOf(getEInvoice(berlin.as('OWNER'), 'invoice', id))).toEqual(['status'])
    const nowhere = await sent(
      { line_items: [line({ tax_rate_id: free }), line({ tax_rate_id: null })] },
      { country: null },
    )
    expect(await fieldsOf(getEInvoice(berlin.as('OWNER'), 'invoice', nowhere.id))).toEqual([
      ...['contact.country', 'line_items.1.tax_rate_id', 'contact.tax_id'],
    ])
  })

  it('says reverse charge once the customer has a VAT identifier', async () => {
    const { id } = await sent(
      { line_items: [line({ tax_rate_id: free })] },
      { tax_id: 'FR 12 345678901', country: 'FR' },
    )
    expect(await eInvoice('invoice', id)).toMatchObject({
      buyer: { vatId: 'FR12345678901' },
      taxes: [{ code: 'AE', exemptionCode: 'VATEX-EU-AE' }],
    })
  })

  it('is of one business alone', async () => {
    const { id } = await sent()
    const other = await makeBusiness(database)
    await expect(getEInvoice(other.as('OWNER'), 'invoice', id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the e-invoice of a credit note', () => {
  const credit = async (id: string, asked: object) => {
    const note = await createCreditNote(berlin.as('OWNER'), id, CreateCreditNote.parse(asked))
    return markCreditNoteSent(berlin.as('OWNER'), note.id)
  }

  it('names its invoice and comes to its total, of lines and of an amount', async () => {
    const invoice = await sent({
      prices_include_tax: true,
      line_items: [line(), line({ name: 'Fahrt', tax_rate_id: await rate({ name: '7', percent: '7' }) })],
      discount: { percent: '10' },
      charges: [{ name: 'Versand', amount: '4.90' }],
    })
    for (const asked of [{ amount: '10.00' }, { reason: 'Zurück' }]) {
      const note = await credit(invoice.id, asked)
      const said = await eInvoice('credit_note', note.id)
      expect(said).toMatchObject({
        kind: 'CREDIT_NOTE',
        typeCode: '381',
        number: note.credit_note_number,
        precedingInvoices: [{ number: invoice.invoice_number }],
        totals: { payable: `${note.total / 100n}.${String(note.total % 100n).padStart(2, '0')}` },
      })
    }
  })
})

describe('a business that wants e-invoices', () => {
  it('is told what is missing before anything goes out, by mail, by hand or by link', async () => {
    await change({ e_invoices: true })
    const { id, contact_id } = await draft({}, { country: null })
    const mailer = fakeMailer()
    expect(
      await fieldsOf(sendInvoice(berlin.as('OWNER'), sendPorts(mailer), id, { hold_seconds: 0 } as never)),
    ).toEqual(['contact.country'])
    expect(await fieldsOf(markInvoiceSent(berlin.as('OWNER'), id))).toEqual(['contact.country'])
    expect(await fieldsOf(createPaymentLink(berlin.as('OWNER'), sendPorts(mailer).links, id))).toEqual([
      'contact.country',
    ])
    await updateContact(berlin.as('OWNER'), contact_id, { country: 'DE' } as never)
    expect((await markInvoiceSent(berlin.as('OWNER'), id)).status).toBe('SENT')
    await change({ e_invoices: false })
  })

  it('is asked when something is held, and once more when it goes out', async () => {
    await change({ e_invoices: true })
    const held = async (id: string, meanwhile: () => Promise<unknown>) => {
      berlin.jobs.length = 0
      await holdInvoice(berlin.as('OWNER'), id, { channel: 'EMAIL', hold_seconds: 10 })
      await meanwhile()
      const { key } = berlin.jobs[0]!
      await database.admin('update app.jobs set run_at = now() where key = $1', [key])
      await database.admin('update invoices set send_at = now() where id = $1', [id])
      const { db } = berlin.as('OWNER')
      const [job] = await takeJobs(new SystemDb(db), [{ tenant_id: berlin.tenantId, key }])
      const actor = { kind: 'job', tenantId: berlin.tenantId, key, lease: job!.lease } as const
      const mailer = fakeMailer()
      const sending = sendHeldInvoice(TenantDb.open(db, actor, { requestId: 'job' }), sendPorts(mailer), id, {
        message: null,
      })
      return [await fieldsOf(sending), mailer.sent.length]
    }
    const { id } = await draft()
    expect(await held(id, async () => {})).toEqual([[], 1])
    const moved = await draft()
    const forgets = () => updateContact(berlin.as('OWNER'), moved.contact_id, { country: null } as never)
    expect(await held(moved.id, forgets)).toEqual([['contact.country'], 0])
    expect(await getInvoice(berlin.as('OWNER'), moved.id)).toMatchObject({ status: 'DRAFT', send_at: null })
    await change({ e_invoices: false })
  })

  it('when it wants none nothing is asked', async () => {
    expect((await sent({}, { country: null })).status).toBe('SENT')
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { ExpenseQuery, UploadExpense } from '../../../core/contract/expenses.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { uploadExpense } from '../../../core/services/expenses/create.ts'
import { getExpenseEInvoice } from '../../../core/services/expenses/e-invoice.ts'
import { getExpense, listExpenses } from '../../../core/services/expenses/list.ts'
import { presentExpense, presentUploaded } from '../../../core/services/expenses/present.ts'
import { fileArrives } from '../../../core/services/files/arrive.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeFiles } from '../../support/fake-files.ts'
import { MAIL_DOMAIN } from '../../support/fake-mailer.ts'
import { mailWorld } from '../../support/mail-world.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

const database = useDatabase()
const addresses = signedFiles({
  secret: 'a secret of the tests',
  origin: 'http://hub.example',
  filesOrigin: 'http://files.example',
})
const present = presentExpense(addresses)
const store = fakeFiles()
let b: TestBusiness
beforeAll(async () => {
  b = await makeBusiness(database)
})

/** Announced, and its bytes sent as often as asked. */
async function uploaded(content: string | Buffer, more: object = {}, times = 1) {
  const bytes = new Uint8Array(Buffer.from(content))
  const file = { file_name: 'invoice.xml', mime_type: 'application/xml', size_bytes: bytes.length }
  const row = await uploadExpense(b.as('STAFF'), UploadExpense.parse({ ...file, ...more }))
  const { upload_url } = presentUploaded(addresses)(row).upload
  const claims = addresses.readUpload(upload_url.split('/').at(-1)!, new Date())!
  const system = new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter()))
  for (let sent = 0; sent < times; sent += 1) await fileArrives(system, store, claims, new Response(bytes).body!)
  return present(await getExpense(b.as('STAFF'), row.id))
}
const figuresOf = (id: string) => getExpenseEInvoice(b.as('STAFF'), store, id)
const xmlOf = (file: string) => readFileSync(join(SHARED_DATA, 'einvoice', file), 'utf8')

const DRAFTS: Record<string, object> = {
  'guide-example1.xml': {
    vendor_name: 'De Koksmaat',
    expense_date: '2015-01-09',
    amount: '250.33',
    tax_total: '20.73',
    currency: 'EUR',
    invoice_number: '12115118',
  },
  'guide-example2.xml': { amount: '1801.78', currency: 'NOK', tax_total: '365.28' },
  'guide-example3.xml': { currency: 'DKK' },
  'sample-discount-price.xml': {
    vendor_name: 'HEP SPLIT',
    expense_date: '2018-02-05',
    due_date: '2018-02-28',
    amount: '15.15',
    tax_total: '3.03',
  },
  'ubl-tc434-example10.xml': { currency: 'EUR' },
  'ubl-tc434-example2.xml': {
    vendor_name: 'Salescompany ltd.',
    due_date: '2013-07-20',
    amount: '1801.78',
    tax_total: '365.28',
    currency: 'NOK',
  },
  'ubl-tc434-example3.xml': {
    vendor_name: 'SubscriptionSeller',
    expense_date: '2013-04-10',
    amount: '2005.00',
    tax_total: '305.00',
    currency: 'DKK',
  },
}

describe.skipIf(!hasSharedData)('an official e-invoice that is uploaded as a receipt', () => {
  it.each(readdirSync(hasSharedData ? join(SHARED_DATA, 'einvoice') : '.'))(
    '%s fills its draft, and every figure can be read',
    async (file) => {
      const expense = await uploaded(xmlOf(file))
      expect(expense).toMatchObject({
        status: 'DRAFT',
        receipt: { file_name: 'invoice.xml', status: 'STORED' },
        ...DRAFTS[file],
      })
      expect([expense.vendor_name, expense.expense_date, expense.amount].every(Boolean)).toBe(true)
      const said = await figuresOf(expense.id)
      expect(said).toMatchObject({
        total: expense.amount,
        tax_total: expense.tax_total,
        number: expense.invoice_number,
        problems: [],
      })
      expect(said.line_count).toBe([...xmlOf(file).matchAll(/<cac:InvoiceLine>/g)].length)
      expect(said.taxes.length).toBe([...xmlOf(file).matchAll(/<cac:TaxSubtotal>/g)].length)
    },
  )

  it('fills nothing that somebody wrote, and what it fills only once', async () => {
    const expense = await uploaded(
      xmlOf('guide-example1.xml'),
      { vendor_name: 'Ours', amount: '1.00', currency: 'CAD' },
      3,
    )
    expect(expense).toMatchObject({
      vendor_name: 'Ours',
      amount: '1.00',
      currency: 'CAD',
      tax_total: null,
      expense_date: '2015-01-09',
    })
    const rows = await database.admin('select from app.audit where entity_id = $1 and action = $2', [
      expense.id,
      'expense.read',
    ])
    expect(rows).toHaveLength(1)
  })

  it('is found by its vendor and its number', async () => {
    const { id } = await uploaded(xmlOf('sample-discount-price.xml').replace('test decimal 1', 'ZX-4711'))
    for (const q of ['ZX-4711', 'hep split']) {
      const { rows } = await listExpenses(
        b.as('OWNER'),
        new Cursors('a secret of the tests'),
        ExpenseQuery.parse({ q }),
      )
      expect(rows.map((row) => row.id)).toContain(id)
    }
  })

  it('says which rules its sums break, and is kept', async () => {
    const { id, amount } = await uploaded(
      xmlOf('guide-example1.xml').replace('>183.23<', '>193.23<').replace('>20.73<', '>20.74<'),
    )
    expect(amount).toBe('250.33')
    const { problems } = await figuresOf(id)
    expect(problems.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['BR-CO-14', 'BR-CO-15', 'BR-S-08']))
  })
})

const CII = (id: string) => `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>${id}</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20261105</udt:DateTimeString></ram:IssueDateTime><ram:IncludedNote><ram:Content>Danke</ram:Content></ram:IncludedNote></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:Name>Zement</ram:Name></ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>9.90</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">20.0000</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>198.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Baustoffe Nord</ram:Name><ram:PostalTradeAddress><ram:PostcodeCode>80333</ram:PostcodeCode><ram:LineOne>Lieferantenstraße 20</ram:LineOne><ram:CityName>München</ram:CityName><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress><ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID></ram:SpecifiedTaxRegistration><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty><ram:BuyerTradeParty><ram:Name>Wir</ram:Name><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime><udt:DateTimeString format="102">20261104</udt:DateTimeString></ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement><ram:PaymentReference>R7</ram:PaymentReference><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE02120300000000202051</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans><ram:ApplicableTradeTax><ram:CalculatedAmount>37.62</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>198.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20261204</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms><ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>198.00</ram:LineTotalAmount><ram:ChargeTotalAmount>0.00</ram:ChargeTotalAmount><ram:AllowanceTotalAmount>0.00</ram:AllowanceTotalAmount><ram:TaxBasisTotalAmount>198.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">37.62</ram:TaxTotalAmount><ram:GrandTotalAmount>235.62</ram:GrandTotalAmount><ram:DuePayableAmount>235.62</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`

const READ = {
  vendor_name: 'Baustoffe Nord',
  expense_date: '2026-11-05',
  due_date: '2026-12-04',
  amount: '235.62',
  tax_total: '37.62',
  currency: 'EUR',
}

describe('a Cross Industry Invoice', () => {
  it('fills its draft as UBL does, and breaks no rule', async () => {
    const expense = await uploaded(CII('R7'))
    expect(expense).toMatchObject({ ...READ, invoice_number: 'R7' })
    expect(await figuresOf(expense.id)).toMatchObject({
      kind: 'INVOICE',
      delivery_date: '2026-11-04',
      seller: {
        vat_id: 'DE123456789',
        tax_id: '201/113/40209',
        address: ['Lieferantenstraße 20', '80333 München', 'DE'],
      },
      payments: [{ means_code: '58', account: 'DE02120300000000202051', reference: 'R7' }],
      taxes: [{ category: 'S', percent: '19.00', taxable: '198.00', tax: '37.62' }],
      lines: [{ name: 'Zement', quantity: '20.0000', unit: 'C62', price: '9.90', net: '198.00' }],
      notes: ['Danke'],
      problems: [],
    })
  })

  it('is read from the PDF that carries it, compressed or not, wherever its length is said', async () => {
    const pdf = (dictionary: string, content: Buffer, more = '') =>
      Buffer.concat([
        Buffer.from(
          `%PDF-1.7\n1 0 obj\n<</Names<</EmbeddedFiles 2 0 R>>>>\nendobj\n3 0 obj\n<</Type/EmbeddedFile/Subtype/text#2Fxml${dictionary}>>\nstream\r\n`,
        ),
        content,
        Buffer.from(`\r\nendstream\nendobj\n${more}%%EOF`),
      ])
    const [plain, packed] = [Buffer.from(CII('Z1')), deflateSync(CII('Z2'))]
    const asPdf = { file_name: 'rechnung.pdf', mime_type: 'application/pdf' }
    const files = [
      pdf(`/Length ${plain.length}`, plain),
      pdf('/Filter/FlateDecode/Length 9 0 R', packed, `9 0 obj\n${packed.length}\nendobj\n`),
      pdf('/Filter [/FlateDecode]', packed),
    ]
    for (const file of files) {
      const expense = await uploaded(file, { ...asPdf, size_bytes: file.length })
      expect(expense).toMatchObject({ ...READ, is_e_invoice: true, receipt: { file_name: 'rechnung.pdf' } })
      expect(await figuresOf(expense.id)).toMatchObject({ total: '235.62', problems: [] })
    }
    const other = Buffer.from('%PDF-1.7 a receipt /EmbeddedFile')
    const expense = await uploaded(other, { ...asPdf, size_bytes: other.length })
    expect(expense).toMatchObject({ amount: null, is_e_invoice: false })
    await expect(figuresOf(expense.id)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' })
  })

  it('that comes by mail is the receipt of its draft, whatever comes with it', async () => {
    const world = mailWorld(database)
    const [row] = await database.admin<{ local: string }>(
      'select receipts_local as local from app.tenants where id = $1',
      [b.tenantId],
    )
    const raw = [
      ...[
        'From: Nord <rechnung@nord.example>',
        'To: us@in.example',
        'Subject: Rechnung',
        'Message-ID: <r8@nord.example>',
      ],
      ...['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x', '', '--x'],
      ...[
        'Content-Type: application/pdf; name=r8.pdf',
        'Content-Disposition: attachment; filename=r8.pdf',
        '',
        '%PDF-1.7 r8',
        '--x',
      ],
      ...[
        'Content-Type: application/xml; name=r8.xml',
        'Content-Disposition: attachment; filename=r8.xml',
        'Content-Transfer-Encoding: base64',
        '',
      ],
      ...[Buffer.from(CII('R8')).toString('base64').replace(/.{76}/g, '$&\r\n'), '--x--', ''],
    ].join('\r\n')
    const arrival = await world.arrive(raw, { to: `${row!.local}@${MAIL_DOMAIN}` })
    if (arrival.outcome !== 'received') throw new Error(arrival.reason)
    await world.work([{ tenant_id: b.tenantId, key: arrival.job }])
    const { rows } = await listExpenses(
      b.as('OWNER'),
      new Cursors('a secret of the tests'),
      ExpenseQuery.parse({ q: 'R8' }),
    )
    expect(rows.map(present)).toMatchObject([
      { ...READ, source: 'EMAIL_FORWARD', invoice_number: 'R8', receipt: { file_name: 'r8.xml' } },
    ])
  })
})

describe('what is no e-invoice', () => {
  it.each([
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'document type'],
    [`<a>${'<b>'.repeat(5000)}`, 'nested deeper'],
    ['<Invoice xmlns="urn:wrong"/>', 'no e-invoice that can be read here'],
    ['<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><cbc:ID>', 'cut short'],
  ])('is kept as a file, and its page says why it was not read', async (xml, words) => {
    const expense = await uploaded(xml)
    expect(expense).toMatchObject({ vendor_name: null, amount: null, receipt: { status: 'STORED' } })
    await expect(figuresOf(expense.id)).rejects.toMatchObject({
      details: [{ field: 'receipt', message: expect.stringContaining(words) }],
    })
  })

  it('a credit note fills no amount: it is no cost', async () => {
    const xml =
      '<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>G-1</cbc:ID><cbc:IssueDate>2026-11-01</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode></CreditNote>'
    expect(await uploaded(xml)).toMatchObject({ invoice_number: 'G-1', expense_date: '2026-11-01', amount: null })
  })
})

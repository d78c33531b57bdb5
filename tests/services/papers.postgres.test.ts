import { describe, expect, it } from 'vitest'
import { CreatePayment } from '../../core/contract/payments.ts'
import { newId } from '../../core/db/ids.ts'
import { connect, Meter } from '../../core/db/meter.ts'
import { SystemDb } from '../../core/db/system-db.ts'
import { frozenPaper } from '../../core/services/documents/paper.ts'
import { getInvoicePaper } from '../../core/services/invoices/paper.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { makeBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'
import { fakeFiles, sha256Of } from '../support/fake-files.ts'

const database = useDatabase()

async function world() {
  const b = await makeBusiness(database)
  const { id } = await b.sentInvoice()
  const files = fakeFiles()
  const system = new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter()))
  const read = () => getInvoicePaper(b.as('OWNER'), id)
  const paper = async (content: string) => {
    const { place } = await read()
    if (!place) return null
    const ports = { system, fileStore: files, requestId: `req_${newId()}` }
    const bytes = await frozenPaper(ports, place, async () => new TextEncoder().encode(content))
    return new TextDecoder().decode(bytes)
  }
  const audit = () =>
    database.admin<{ actor: string; after: { sha256: string } }>(
      `select actor, after from app.audit where entity_id = $1 and action = 'invoice.keep_paper'`,
      [id],
    )
  return { b, id, files, read, paper, audit }
}

describe('the paper of what was sent', () => {
  it('is made once: whoever asks later gets the same bytes, whose hash is in the audit', async () => {
    const { paper, audit, files, b } = await world()
    expect(await paper('as it was drawn')).toBe('as it was drawn')
    expect(await paper('as a later release draws it')).toBe('as it was drawn')
    const sha256 = sha256Of(new TextEncoder().encode('as it was drawn'))
    expect(await audit()).toMatchObject([{ actor: 'system', after: { sha256 } }])
    expect([...files.kept.keys()]).toContain(`tenant/${b.tenantId}/papers/${sha256}`)
  })

  it('is one, when ten ask at once', async () => {
    const { paper, audit } = await world()
    const made = await Promise.all(Array.from({ length: 10 }, (_, n) => paper(`drawn ${n}`)))
    expect(new Set(made).size).toBe(1)
    expect(await audit()).toHaveLength(1)
  })

  it('is not recorded when it could not be kept, and is kept the next time', async () => {
    const { paper, audit, files } = await world()
    files.isDown = true
    await expect(paper('lost')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await audit()).toEqual([])
    files.isDown = false
    expect(await paper('kept')).toBe('kept')
    files.isDown = true
    await expect(paper('other')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('is none while it is a draft, and what was paid is no part of it', async () => {
    const { b, id, read } = await world()
    const draft = await b.draft()
    expect((await getInvoicePaper(b.as('OWNER'), draft.id)).place).toBeNull()
    expect((await read()).place).not.toBeNull()
    await createPayment(b.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '50.00' }))
    const { place, invoice } = await read()
    expect([place, invoice.amount_paid, invoice.amount_due]).toEqual([null, '50.00', '50.00'])
  })

  it('is of its own business alone', async () => {
    const { id, paper, read } = await world()
    await paper('ours')
    const stranger = await makeBusiness(database)
    await expect(getInvoicePaper(stranger.as('OWNER'), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { place } = await read()
    const system = new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter()))
    const theirs = { ...place!, tenant_id: stranger.tenantId, sha256: null }
    const ports = { system, fileStore: fakeFiles(), requestId: 'req' }
    // Nothing of that business is frozen under this id: nothing is recorded.
    await frozenPaper(ports, theirs, async () => new TextEncoder().encode('theirs'))
    expect(await database.admin('select from papers where tenant_id = $1', [stranger.tenantId])).toEqual([])
  })

  it('names the customer alone for an agent who does not see him', async () => {
    const { b } = await world()
    const contact = await b.contact({ display_name: 'Jane Okafor', address_line1: '5 Baldwin St' } as never)
    const { id } = await b.draft({ contact_id: contact.id })
    await database.admin(`update invoices set created_by = $1 where id = $2`, [b.userIds.AGENT, id])
    const { invoice, place } = await getInvoicePaper(b.as('AGENT'), id)
    expect(invoice.customer).toMatchObject({ display_name: expect.any(String), address_line1: null })
    expect(place).toBeNull()
    expect((await getInvoicePaper(b.as('OWNER'), id)).invoice.customer.address_line1).toBe('5 Baldwin St')
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { type Answer, apiClient, mailTo } from '../../support/api.ts'
import { mailAddress, makeContact, makeDraft, makeSent } from '../../support/rbac-objects.ts'
import { makeTeam, type Team } from '../../support/rbac-team.ts'
import { INJECTIONS, inParts, isBlank, SOME_STRINGS, STRINGS } from '../../support/routes-strings.ts'
import { hasSharedData } from '../../support/shared-data.ts'
import { useStack } from '../../support/shared-stack.ts'

const stack = useStack()
let team: Team
beforeAll(async () => {
  if (stack.origin) team = await makeTeam(stack)
}, 60_000)

/** A limit of a text field, in characters. */
type Limits = Readonly<Record<string, number>>
const CONTACT: Limits = {
  company_name: 200,
  address_line1: 200,
  address_line2: 200,
  city: 100,
  region: 100,
  postal_code: 20,
  notes: 10_000,
}
const INVOICE: Limits = { reference: 100, notes: 5000, terms: 5000, internal_notes: 10_000 }
const BUSINESS: Limits = {
  address_line1: 200,
  address_line2: 200,
  city: 100,
  region: 100,
  postal_code: 20,
  tax_id: 60,
  invoice_notes: 5000,
  invoice_terms: 5000,
}

const fitting = (limits: Limits, text: string) =>
  Object.fromEntries(
    Object.entries(limits).map(([field, max]) => [
      field,
      text.slice(0, max).toWellFormed() === text.slice(0, max) ? text.slice(0, max) : '',
    ]),
  )
/** Names and addresses are kept without the spaces around them; nothing but spaces is nothing. */
const trimmed = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, text.trim() || null]))

const expectKept = (answer: Answer, expected: object, text: string) => {
  expect(answer.status, `${JSON.stringify(text)} ${answer.text.slice(0, 300)}`).toBeLessThan(300)
  expect(answer.body.data).toMatchObject(expected)
}

it('has the shared list of strings', (context) => {
  if (!hasSharedData) context.skip('no shared data on this machine')
  expect(STRINGS.length).toBeGreaterThan(250)
})

describe('SQ1 XS1 every text comes back as it was typed', () => {
  it('contacts, made', async () => {
    const b = await team.business()
    await inParts(STRINGS, async (text) => {
      const name = text.slice(0, 200)
      const fields = fitting(CONTACT, text)
      const answer = await b.owner.post('/v1/contacts', {
        display_name: name,
        ...fields,
        tags: isBlank(text) ? [] : [text.slice(0, 40)],
      })
      if (isBlank(name) || !name.isWellFormed()) return expect(answer.status).toBe(422)
      if (!isBlank(text) && !text.slice(0, 40).isWellFormed()) return expect(answer.status).toBe(422)
      expectKept(
        answer,
        { ...trimmed({ display_name: name, ...fields }), tags: isBlank(text) ? [] : [text.slice(0, 40)] },
        text,
      )
      expectKept(await b.as.STAFF.get(`/v1/contacts/${answer.body.data.id}`), answer.body.data, text)
    })
  }, 60_000)

  it('contacts, edited', async () => {
    const b = await team.business()
    const { id } = await makeContact(b)
    for (const text of SOME_STRINGS) {
      const fields = fitting(CONTACT, text)
      expectKept(await b.owner.patch(`/v1/contacts/${id}`, fields), trimmed(fields), text)
    }
  }, 60_000)

  it('invoices, made and read', async () => {
    const b = await team.business()
    const { id: contact_id } = await makeContact(b)
    await inParts(
      SOME_STRINGS.filter((text) => !isBlank(text)),
      async (text) => {
        const body = invoiceOf(text)
        const answer = await b.owner.post('/v1/invoices', { contact_id, ...body })
        expectKept(answer, invoiceShown(body), text)
        expectKept(await b.owner.get(`/v1/invoices/${answer.body.data.id}`), invoiceShown(body), text)
      },
    )
  }, 60_000)

  it('invoices, edited: all strings as lines, tags, charges, references and notes', async () => {
    const b = await team.business()
    const { id } = await makeDraft(b)
    const names = STRINGS.filter((text) => !isBlank(text))
    for (let at = 0; at < names.length; at += 100) {
      const line_items = names
        .slice(at, at + 100)
        .map((text) => ({ name: text.slice(0, 200), description: text.slice(0, 2000), rate: '1.00' }))
      const answer = await b.owner.patch(`/v1/invoices/${id}`, { line_items })
      expectKept(answer, { line_items: line_items.map(({ name, description }) => ({ name, description })) }, 'lines')
    }
    for (let at = 0; at < names.length; at += 20) {
      const part = names.slice(at, at + 20)
      const charges = part
        .map((text) => ({ name: text.slice(0, 100), amount: '1.00' }))
        .filter(({ name }) => name.isWellFormed())
      const tags = part.map((text) => text.slice(0, 40)).filter((tag) => tag.isWellFormed() && !isBlank(tag))
      const answer = await b.owner.patch(`/v1/invoices/${id}`, { charges, tags })
      expectKept(answer, { charges: charges.map(({ name }) => ({ name })), tags }, 'charges')
    }
    for (const text of SOME_STRINGS) {
      const fields = fitting(INVOICE, text)
      expectKept(await b.owner.patch(`/v1/invoices/${id}`, fields), fields, text)
    }
  }, 60_000)

  it('payments, and taking them back', async () => {
    const b = await team.business()
    const { id: invoice_id } = await makeSent(b)
    await inParts(SOME_STRINGS, async (text) => {
      const fields = { note: text, method_label: fitting({ label: 100 }, text).label }
      const paid = await b.owner.post('/v1/payments', { invoice_id, amount: '0.01', ...fields })
      expectKept(paid, fields, text)
      if (isBlank(text)) return
      expectKept(
        await b.owner.post(`/v1/payments/${paid.body.data.id}/reverse`, { reason: text }),
        { note: text },
        text,
      )
    })
  }, 60_000)

  it('the business and its tax rates', async () => {
    const b = await team.business()
    for (const text of SOME_STRINGS) {
      const fields = fitting(BUSINESS, text)
      const name = isBlank(text) ? 'Blank' : text.slice(0, 120)
      expectKept(await b.owner.patch('/v1/business', { name, ...fields }), trimmed({ name, ...fields }), text)
    }
    await inParts(
      SOME_STRINGS.filter((text) => !isBlank(text)),
      async (text) => {
        const name = text.slice(0, 60)
        if (!name.isWellFormed()) return
        expectKept(await b.owner.post('/v1/tax-rates', { name, percent: '1' }), { name: name.trim() }, text)
      },
    )
  }, 60_000)

  it('whoever signs up', async () => {
    for (const text of [...INJECTIONS.slice(0, 6), '<img src=x onerror=alert(1)>', '👩🏽‍🔧 עברית']) {
      const email = mailAddress()
      const fields = { name: text, business_name: text, intent: text, use_case: text }
      const answer = await apiClient(stack).post('/v1/auth/signup', {
        email,
        password: `a good password ${newId()}`,
        ...fields,
      })
      expect(answer.status, answer.text).toBe(201)
      const [kept] = await stack.admin<{ draft: object }>('select draft from app.mailed_tokens where email = $1', [
        email,
      ])
      expect(kept?.draft).toMatchObject(fields)
    }
  }, 60_000)

  it('the message of a mail', async () => {
    const b = await team.business()
    for (const text of [
      ...INJECTIONS.slice(0, 4),
      '<img src=x onerror=alert(1)>',
      '👩🏽‍🔧 עברית',
      'Subject: x\r\nBcc: evil@example.com',
    ]) {
      const email = mailAddress()
      const { id } = await makeDraft(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', { email })).id })
      expect((await b.owner.post(`/v1/invoices/${id}/send`, { message: text })).status).toBe(200)
      const [mail] = await mailTo(stack, email)
      for (const line of text.split('\r\n')) expect(mail?.text).toContain(line)
      expect(mail?.html).not.toContain('<img src=x')
    }
  })
})

describe('SQ1 searches and filters', () => {
  it.each(['/v1/contacts', '/v1/invoices'])('%s?q= finds what has it, and never fails', async (path) => {
    const b = await team.business()
    await inParts(SOME_STRINGS, async (text) => {
      const answer = await b.owner.get(`${path}?q=${encodeURIComponent(text.toWellFormed())}`)
      expect(text.length > 200 ? [200, 422] : [200], `${JSON.stringify(text)} ${answer.text}`).toContain(answer.status)
    })
  })

  it.each(['contact_id', 'status', 'cursor', 'limit', 'sort', 'order'])('/v1/invoices?%s=', async (name) => {
    const b = await team.business()
    await inParts(INJECTIONS, async (text) => {
      const answer = await b.owner.get(`/v1/invoices?${name}=${encodeURIComponent(text)}`)
      expect([200, 400, 422]).toContain(answer.status)
      if (answer.status === 200) expect(answer.body.data).toEqual([])
    })
  })
})

function invoiceOf(text: string) {
  const short = (max: number) => (text.slice(0, max).isWellFormed() ? text.slice(0, max) : 'cut')
  return {
    ...fitting(INVOICE, text),
    tags: [short(40)].filter((tag) => !isBlank(tag)),
    line_items: [{ name: short(200), description: short(2000), rate: '1.00' }],
    charges: [{ name: short(100), amount: '1.00' }],
  }
}

const invoiceShown = ({ line_items, charges, ...body }: ReturnType<typeof invoiceOf>) => ({
  ...body,
  line_items: line_items.map(({ name, description }) => ({ name, description })),
  charges: charges.map(({ name }) => ({ name })),
})

import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { mailTo, type SignedUp, signUp } from '../support/api.ts'
import { DESK, type Person, PHONE, useJourneys } from './support/person.ts'

const { stack, person, signedIn } = useJourneys()

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "';alert(1);//",
  '</script><script>alert(1)</script>',
  '</title></style></textarea><u>marked</u>',
  'javascript:alert(1)',
  '<a href="javascript:alert(1)">press</a>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '{{constructor.constructor("alert(1)")()}}',
  '&lt;b&gt; &amp;amp; &#x3C;script&#x3E;',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<form action="https://evil.example"><button>Pay</button></form>',
  '\u202Eevil\u202C <math><mi xlink:href="data:x,alert(1)">',
] as const
const ALL = PAYLOADS.join(' ')

let owner: SignedUp
let contact: string
let invoice: string
const to = `customer-${newId()}@example.com`
beforeAll(async () => {
  owner = await signUp(stack, { business_name: PAYLOADS[1], currency: 'CAD' })
  const { api } = owner
  const website = await api.patch('/v1/business', { website: 'javascript:alert(1)' })
  expect(website.status).toBe(422)
  const address = { address_line1: PAYLOADS[5], city: PAYLOADS[2], tax_id: PAYLOADS[3] }
  expect((await api.patch('/v1/business', { ...address, invoice_notes: PAYLOADS[0] })).status).toBe(200)
  const made = await api.post('/v1/contacts', {
    display_name: PAYLOADS[4],
    company_name: PAYLOADS[7],
    email: to,
    notes: ALL,
    tags: [PAYLOADS[0]],
    city: PAYLOADS[9],
  })
  contact = made.body.data.id
  const lines = PAYLOADS.map((name) => ({ name, description: name, qty: 1, rate: '1' }))
  const draft = await api.post('/v1/invoices', {
    contact_id: contact,
    line_items: lines,
    notes: ALL,
    terms: ALL,
    reference: PAYLOADS[6],
    internal_notes: ALL,
  })
  expect(draft.status).toBe(201)
  invoice = draft.body.data.id
})

/** Nothing that was typed became an element, a handler or an address that runs. */
async function isOnlyText({ page }: Person): Promise<void> {
  const wrong = await page.evaluate(() => {
    const made = document.body.querySelectorAll('body script, iframe, svg[onload], img[onerror], [onerror], math, u')
    const links = document.querySelectorAll('a[href^="javascript:" i], form[action^="http"]:not([action*="127.0.0.1"])')
    return [...made, ...links].map((each) => each.outerHTML)
  })
  expect(wrong).toEqual([])
}

it.each([DESK, PHONE])('XS1 shows hostile text as text in the app at $name', async (kind) => {
  const window = await signedIn(owner, kind)
  const { page, origin } = window
  const screens: [path: string, text: string][] = [
    ['/home', PAYLOADS[4]],
    ['/contacts', PAYLOADS[4]],
    [`/contacts/${contact}`, PAYLOADS[4]],
    ['/invoices', PAYLOADS[4]],
    [`/invoices/${invoice}`, PAYLOADS[8]],
    ['/settings/business', 'Your customers see this'],
  ]
  for (const [path, text] of screens) {
    await page.goto(origin + path)
    await page.getByText(text).filter({ visible: true }).first().waitFor()
    await isOnlyText(window)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(true)
  }
})

it('XS1 shows hostile text as text in the editor, its preview and the palette', async () => {
  const window = await signedIn(owner)
  const { page, origin } = window
  await page.goto(`${origin}/invoices?edit=${invoice}`)
  await page.locator('.preview-pane').getByText(PAYLOADS[8]).first().waitFor()
  await isOnlyText(window)
  const item = page.getByRole('combobox', { name: 'Item 1', exact: true })
  expect(await item.inputValue()).toBe(PAYLOADS[0])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or do' }).fill('script')
  await page.getByRole('dialog', { name: 'Search or do' }).getByRole('option').first().waitFor()
  await isOnlyText(window)
})

it('XS1 escapes hostile text in the mail and on the page of the customer', async () => {
  const sent = await owner.api.post(`/v1/invoices/${invoice}/send`, { channel: 'EMAIL', message: ALL })
  expect(sent.status).toBe(200)
  const [mail] = await mailTo(stack, to)
  expect(mail?.html).not.toMatch(/<script|<img src=x|<svg|<iframe|<math|<meta http-equiv="refresh|href="javascript:/i)
  expect(mail?.html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(mail?.subject).not.toMatch(/[\r\n]/)

  const customer = await person(PHONE)
  await customer.page.goto(mail?.links.find((link) => link.includes('/portal/')) ?? '')
  await customer.page.getByRole('button', { name: 'Pay $14.00' }).waitFor()
  await customer.page.getByText(PAYLOADS[8]).first().waitFor()
  await isOnlyText(customer)

  await customer.page.goto(`${stack.origin}/local/mailbox`)
  await customer.page.getByText(to).first().waitFor()
})

it('XS1 takes no website but a web address', async () => {
  for (const website of [
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    ' javascript:alert(1)',
    'JaVaScRiPt:x',
  ])
    expect((await owner.api.patch('/v1/business', { website })).status, website).toBe(422)
})

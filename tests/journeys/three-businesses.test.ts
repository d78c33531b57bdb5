import { expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { signUp } from '../support/api.ts'
import { statusOf } from './pages/app.ts'
import { goToPay, payByCard } from './pages/customer.ts'
import { type Line, pressSend, seeSent, totalOf, writeInvoice } from './pages/editor.ts'
import { DESK, type Kind, linkTo, PHONE, useJourneys } from './support/person.ts'

const { stack, signedIn, person } = useJourneys()

interface Abroad {
  business: { business_name: string; currency: string; timezone: string; country: string }
  kind: Kind
  locale: string
  taxes: { name: string; percent: string; includes: boolean }
  lines: Line[]
  /** As the owner's language writes it, and as the customer's page does, in the business's. */
  total: string
  toPay: string
}

const TORONTO: Abroad = {
  business: { business_name: 'Maple Corner', currency: 'CAD', timezone: 'America/Toronto', country: 'CA' },
  kind: PHONE,
  locale: 'en-CA',
  taxes: { name: 'HST', percent: '13', includes: false },
  lines: [
    { name: 'Tap cartridge', qty: '2', rate: '48' },
    { name: 'Labour', qty: '1.5', rate: '110' },
  ],
  total: '$294.93',
  toPay: '$294.93',
}
const BERLIN: Abroad = {
  business: { business_name: 'Müller Sanitär', currency: 'EUR', timezone: 'Europe/Berlin', country: 'DE' },
  kind: DESK,
  locale: 'de-DE',
  taxes: { name: 'USt', percent: '19', includes: true },
  // 2.5 x 1,190.00 with 19 % inside: 475.00 of it.
  lines: [{ name: 'Heizkessel', qty: '2,5', rate: '1.190,00' }],
  total: '2.975,00 €',
  toPay: '€2,975.00',
}
const TOKYO: Abroad = {
  business: { business_name: '佐藤設備', currency: 'JPY', timezone: 'Asia/Tokyo', country: 'JP' },
  kind: DESK,
  locale: 'ja-JP',
  taxes: { name: '消費税', percent: '10', includes: false },
  // Typed as a Japanese keyboard does.
  lines: [{ name: '蛇口の交換', qty: '３', rate: '１２，０００' }],
  total: '￥39,600',
  toPay: '¥39,600',
}

/** An invoice written, sent, and paid, by people whose browsers speak their language and live in their zone. */
async function fromDraftToMoney({ business, kind, locale, taxes, lines, total, toPay }: Abroad): Promise<void> {
  const abroad = { locale, timezoneId: business.timezone }
  const made = await signUp(stack, business)
  await made.api.post('/v1/stripe-account')
  await made.api.post('/v1/tax-rates', { name: taxes.name, percent: taxes.percent, is_default: true })
  const to = `kunde-${newId()}@example.com`
  await made.api.post('/v1/contacts', { display_name: 'Łukasz 田中', email: to })
  await made.api.patch('/v1/business', { prices_include_tax: taxes.includes })
  const owner = await signedIn(made, kind, abroad)
  await owner.page.goto(`${owner.origin}/home`)
  await writeInvoice(owner, 'Łukasz 田中', lines)
  expect(plain(await totalOf(owner))).toContain(total)
  await pressSend(owner, to)
  await seeSent(owner, 'INV-0001')

  const customer = await person(kind, abroad)
  await customer.page.goto(await linkTo(stack, to, '/portal/invoices/'))
  await goToPay(customer, toPay)
  await payByCard(customer)
  await expect.poll(() => statusOf(owner).textContent(), { timeout: 8_000 }).toBe('Paid')
}

const plain = (text: string | null) => (text ?? '').replaceAll(/\s/g, ' ')

it('takes an invoice to money in Toronto on a phone, in Berlin with tax inside the price, and in Tokyo', async () => {
  const abroad = [TORONTO, BERLIN, TOKYO]
  const ends = await Promise.allSettled(abroad.map(fromDraftToMoney))
  const failed = ends.flatMap((end, at) =>
    end.status === 'rejected' ? [`${abroad[at]?.business.timezone}: ${end.reason}`] : [],
  )
  expect(failed).toEqual([])
})

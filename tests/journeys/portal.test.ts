import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBusiness, pay } from '../http/portal/business.ts'
import { apiClient, payAtCheckout, until } from '../support/api.ts'
import { violationsNow } from '../support/axe.ts'
import { useChromium } from '../support/chromium.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()
const browser = useChromium()
let business: Awaited<ReturnType<typeof openBusiness>>
beforeAll(async () => {
  business = await openBusiness(stack)
})

async function problemsOf(page: Page): Promise<string[]> {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  const wrong = await violationsNow(page)
  return isWide ? ['wider than the window', ...wrong] : wrong
}

/** What the page asks for beside itself. */
function watch(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() !== 'document') asked.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) asked.push(message.text())
  })
  return asked
}

/** The address of an invoice in each state. */
async function states(): Promise<Record<string, string>> {
  const { owner, send } = business
  const [open, partly, paid, voided, pending, late] = await Promise.all([
    send(),
    send(),
    send(),
    send(),
    send(),
    send({
      issue_date: '2025-01-01',
      due_date: '2025-01-15',
      notes: 'Thank you.\nSee you soon.',
      discount: { percent: '10' },
    }),
  ])
  await owner.api.post('/v1/payments', { invoice_id: partly.id, amount: '50.00', provider: 'CASH' })
  await pay(stack, owner, paid)
  await owner.api.post(`/v1/invoices/${voided.id}/void`, {})
  const opened = await apiClient(stack).call('POST', `${pending.link}/pay`)
  await payAtCheckout(opened.headers.get('Location') ?? '', 'async_pending')
  await until(
    () => apiClient(stack).get(pending.link),
    ({ text }) => text.includes('on its way'),
  )
  return {
    open: open.link,
    canceled: `${open.link}?checkout=canceled`,
    partly: partly.link,
    paid: paid.link,
    voided: voided.link,
    pending: pending.link,
    late: late.link,
    expired: `${stack.origin}/portal/invoices/${'x'.repeat(43)}`,
  }
}

describe('the portal in a browser', () => {
  it('can be used by everybody in every state, at 390 and 1280, light and dark, and asks nobody else', async () => {
    const addresses = Object.entries(await states())
    for (const width of [390, 1280]) {
      const { page } = await browser.open({ width })
      const asked = watch(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        for (const [state, address] of addresses) {
          await page.goto(address)
          expect(await problemsOf(page), `${state} ${width} ${colorScheme}`).toEqual([])
        }
      }
      expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([])
    }
  })

  it('H-POR pays from the link: declined, then paid, then the receipt', async () => {
    const { link } = await business.send()
    const { page } = await browser.open({ width: 390, height: 640 })
    await page.goto(link)
    const press = page.getByRole('button', { name: 'Pay $200.00' })
    expect(await press.evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
    await press.click()
    await page.getByRole('button', { name: /declined/ }).click()
    await page.getByText('The payment was not completed').waitFor()
    await press.click()
    await page.getByRole('button', { name: /ending 4242/ }).click()
    await page.getByRole('heading', { name: /^Paid, thank you/ }).waitFor({ timeout: 20_000 })
    expect(await page.getByText('Visa ending 4242').count()).toBe(1)
  })

  it('XS1 shows what was typed as text, and runs none of it', async () => {
    const name = `<img src=x onerror="alert('xss')"><script>alert(1)</script>'"&`
    const { link } = await business.send({ line_items: [{ name, description: name, qty: 1, rate: '5' }], notes: name })
    const { page } = await browser.open({ width: 390 })
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    const asked = watch(page)
    await page.goto(link)
    expect(await page.locator('li bdi').textContent()).toBe(name)
    expect(await page.locator('li .typed').textContent()).toBe(name)
    expect([dialogs, asked.filter((url) => !url.startsWith('data:'))]).toEqual([[], []])
  })

  it('PT10 cannot be put into a frame', async () => {
    const { link } = await business.send()
    const { page } = await browser.open({ width: 1280 })
    await page.setContent(`<iframe src="${link}" width="600" height="600"></iframe>`)
    const frame = await (await page.waitForSelector('iframe')).contentFrame()
    await page.waitForTimeout(500)
    expect(await frame?.locator('button').count()).toBe(0)
  })
})

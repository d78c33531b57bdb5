import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()

/** INV-1042 of the pictures: overdue, sent to Jane. */
const PATH = '/invoices/00000000-0000-7000-8000-000000000201'

it.each(['desktop', 'phone'] as const)(
  'sends what was sent before again on a %s, to a corrected address, and takes it back',
  async (size) => {
    const { page } = await app.open(PATH, { size })
    const calls = (verb: string) => app.world.calls.filter(({ path }) => path.endsWith(`/${verb}`))
    const open = async () => {
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Send again' }).click()
    }
    await open()
    const dialog = page.getByRole('dialog', { name: /^Send INV-1042 to .* again$/ })
    const to = dialog.getByLabel('By email to')
    const usual = await to.inputValue()
    expect(usual).toContain('@')
    await to.fill('jane@new.example')
    await dialog.getByText(`For this mail alone: ${usual} stays in Contacts`).waitFor()
    await to.fill('')
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await dialog.getByText('Say where to send it').waitFor()
    await to.fill('jane@new.example')
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await page.getByText('Sending to jane@new.example').waitFor()
    expect(calls('send-again')[0]?.body).toMatchObject({
      to: 'jane@new.example',
      hold_seconds: 10,
      if_match_version: 1,
    })
    await page.getByText('On its way', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.getByText('Not sent again', { exact: true }).waitFor()
    expect(calls('cancel-send')).toHaveLength(1)
    await open()
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await page.getByText(`Sending to ${usual}`).waitFor()
    expect(calls('send-again')[1]?.body).not.toHaveProperty('to')
  },
)

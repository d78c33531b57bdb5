import { expect, it } from 'vitest'
import * as maple from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()

/** Six times as wide as high. */
const draw = () => {
  const canvas = document.createElement('canvas')
  canvas.width = 480
  canvas.height = 80
  canvas.getContext('2d')?.fillRect(0, 0, 480, 80)
  return canvas.toDataURL('image/png')
}

it.each(['desktop', 'phone'] as const)('a wide logo is shown whole and can be read on a %s', async (size) => {
  const { page } = await app.open('/settings/business', { size })
  const logo = await page.evaluate(draw)
  app.world.answers.set('GET /v1/business', { status: 200, body: ok({ ...maple.business, logo }).body })
  for (const path of ['/settings/business', '/invoices?edit=00000000-0000-7000-8000-000000000200']) {
    await page.goto(app.origin + path)
    if (path.includes('edit') && size === 'phone') await page.getByRole('tab', { name: 'Preview' }).click()
    const place = path.includes('edit') ? page.getByRole('dialog') : page.locator('main')
    const shown = place.locator('.tile.logo img')
    await shown.waitFor()
    const box = await shown.boundingBox()
    expect(box?.height, path).toBe(32)
    expect(box?.width, path).toBe(160)
    expect(await shown.evaluate((image) => getComputedStyle(image).objectFit)).toBe('contain')
    const name = place.locator('.document-from > .grow')
    if (path.includes('edit'))
      expect((await name.boundingBox())?.width, 'the address beside or below').toBeGreaterThan(130)
    const doc = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
    expect(doc, path).toBe(true)
  }
})

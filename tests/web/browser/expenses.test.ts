import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const UPLOAD = 'POST /v1/expenses/upload'
const DOWN = { status: 503, body: refusal('UNAVAILABLE', 'Not now') }
const SUBMITTED = '/expenses/00000000-0000-7000-8000-000000000a02'

const calls = (method: string, end: string) =>
  app.world.calls.filter((call) => call.method === method && call.path.endsWith(end))

/** A PNG of one red dot; a HEIC by its first bytes alone. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')

const choose = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel('Receipts to add').first().setInputFiles({ name, mimeType: 'image/png', buffer })

it('H-UI-13 keeps a receipt on the device until it is sent, once, also over a reload; what it lacks is said', async () => {
  app.world.answers.set(UPLOAD, DOWN)
  const { page, complaints } = await app.open('/expenses')
  await page.getByText('Wellington Plumbing Supply').waitFor()
  await choose(page, 'IMG_1.heic', HEIC)
  await page.getByText(/IMG_1.heic was not taken. Photos in HEIC/).waitFor()
  await choose(page, 'IMG_2.png', PNG)
  await page.getByText(/Waiting to be sent/).waitFor()
  await page.reload()
  await page.getByText(/Waiting to be sent/).waitFor()
  await expect.poll(() => calls('POST', '/upload').length).toBeGreaterThan(1)
  app.world.answers.delete(UPLOAD)
  await page.getByRole('button', { name: 'Send IMG_2.png now' }).click()
  await page.getByText(/Waiting to be sent/).waitFor({ state: 'detached' })
  expect(new Set(calls('POST', '/upload').map(({ key }) => key)).size).toBe(1)
  expect(calls('POST', '/upload').at(-1)?.body).toMatchObject({ file_name: 'IMG_2.png', mime_type: 'image/png' })
  // One that is sent at once opens by itself, and is completed.
  await choose(page, 'IMG_3.png', PNG)
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByRole('heading', { name: 'IMG_3.png' }).waitFor()
  await detail.getByRole('combobox', { name: 'Vendor' }).fill('Beacon Fuel')
  await detail.getByLabel('Date', { exact: true }).fill('2026-11-18')
  await detail.getByLabel('Amount, with tax').fill('1.068,42')
  await detail.getByText('Not saved yet').waitFor()
  await detail.getByRole('button', { name: 'Submit' }).click()
  await detail.getByRole('button', { name: 'Approve' }).waitFor()
  expect(calls('PATCH', '').at(-1)?.body).toMatchObject({
    vendor_contact_id: null,
    vendor_name: 'Beacon Fuel',
    expense_date: '2026-11-18',
    amount: '1068.42',
    if_match_version: 1,
  })
  await page.getByRole('button', { name: 'Approve' }).click()
  await detail.getByText('Approved', { exact: true }).waitFor()
  expect(complaints.filter((words) => !/503/.test(words))).toEqual([])
})

it('rejects with a reason, leads to what may be the same, and on a phone shows one pane', async () => {
  const { page } = await app.open(SUBMITTED, { size: 'phone' })
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByRole('link', { name: 'see the other one' }).waitFor()
  expect(await page.getByRole('region', { name: /newest first/ }).count()).toBe(0)
  await detail.getByRole('button', { name: 'Reject' }).click()
  const why = page.getByRole('dialog', { name: 'Reject this expense' })
  await why.getByRole('button', { name: 'Reject' }).click()
  await why.getByText('Say why, so that it can be mended').waitFor()
  await why.getByLabel('Reason, for who submitted it').fill('Private')
  await why.getByRole('button', { name: 'Reject' }).click()
  await detail.getByText(/Rejected by Dana Kowalski: Private/).waitFor()
  await detail.getByRole('button', { name: 'Save' }).waitFor()
})

it.each(['AGENT', 'VIEWER'] as const)('offers a %s no decision', async (role) => {
  app.world.role = role
  const { page } = await app.open(SUBMITTED)
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByText('$548.05').waitFor()
  expect(await detail.getByRole('button').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Upload receipt' }).count()).toBe(role === 'AGENT' ? 1 : 0)
})

/** As a phone held upright makes one: the sensor's picture lies on its side, and a mark says how to turn it. */
async function phonePhoto(page: Page): Promise<Buffer> {
  const jpeg = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 })
    const context = canvas.getContext('2d')!
    const noise = context.createImageData(4000, 500)
    for (let at = 0; at < noise.data.length; at += 65_536) crypto.getRandomValues(noise.data.subarray(at, at + 65_536))
    for (let y = 0; y < 3000; y += 500) context.putImageData(noise, 0, y)
    // What is at the top of the upright photo lies to the left of the sensor's.
    context.fillStyle = '#ff0000'
    context.fillRect(0, 0, 400, 3000)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.97))
    const url = await new Promise<string>((done) => {
      const reader = Object.assign(new FileReader(), { onload: () => done(reader.result as string) })
      reader.readAsDataURL(blob!)
    })
    return url.split(',')[1]!
  })
  const bytes = Buffer.from(jpeg, 'base64')
  // Orientation 6: turn it by 90 degrees to the right. And where it was taken.
  const exif = Buffer.from(
    '457869660000' + '4d4d002a00000008' + '0001' + '0112' + '0003' + '00000001' + '0006' + '0000' + '00000000',
    'hex',
  )
  const place = Buffer.from('GPS 43.6426 N 79.3871 W')
  const marker = Buffer.alloc(4)
  marker.writeUInt16BE(0xffe1, 0)
  marker.writeUInt16BE(exif.length + place.length + 2, 2)
  return Buffer.concat([bytes.subarray(0, 2), marker, exif, place, bytes.subarray(2)])
}

/** What is kept of it on the device is what is sent. */
const keptPhoto = (page: Page) =>
  page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open('hub-captures')
      opening.onsuccess = () => done(opening.result)
    })
    const [kept] = await new Promise<{ blob: Blob }[]>((done) => {
      const asked = opened.transaction('kept').objectStore('kept').getAll()
      asked.onsuccess = () => done(asked.result)
    })
    opened.close()
    const { blob } = kept!
    const picture = await createImageBitmap(blob)
    const { width, height } = picture
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const context = canvas.getContext('2d')!
    context.drawImage(picture, 0, 0)
    const [red, green] = context.getImageData(width / 2, 20, 1, 1).data
    const text = new TextDecoder('latin1').decode(await blob.arrayBuffer())
    return { width, height, bytes: blob.size, isRedAtTop: red! > 200 && green! < 60, tells: /Exif|GPS/.test(text) }
  })

it('sends a photo of a phone upright, small, and without where it was taken', async () => {
  app.world.answers.set(UPLOAD, DOWN)
  const { page } = await app.open('/expenses', { size: 'phone' })
  // Handing over and drawing twelve megabytes may take a busy machine its time.
  page.setDefaultTimeout(40_000)
  await page.getByText('Wellington Plumbing Supply').waitFor()
  const photo = await phonePhoto(page)
  expect(photo.length).toBeGreaterThan(11_000_000)
  expect(photo.includes('GPS')).toBe(true)
  const file = { name: 'IMG_0815.jpeg', mimeType: 'image/jpeg', buffer: photo }
  await page.getByLabel('Receipts to add').first().setInputFiles(file)
  await page.getByText(/Waiting to be sent/).waitFor()
  const { bytes, ...looks } = (await keptPhoto(page))!
  expect(looks).toEqual({ width: 1650, height: 2200, isRedAtTop: true, tells: false })
  expect(bytes).toBeLessThan(photo.length / 3)
})

import { describe, expect, it } from 'vitest'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const PASSWORD = 'correct horse 9'
const posted = () =>
  app.world.calls.filter(({ method, path }) => method === 'POST' && path !== '/v1/auth/refresh').map(({ path }) => path)

describe('a mailed link', () => {
  it.each([
    ['/verify?token=x', 'Confirm and open', ['/v1/auth/verify']],
    ['/reset?token=x', 'Change password', ['/v1/auth/reset']],
    ['/accept-invitation?token=x', 'Join', ['/v1/auth/accept-invitation']],
  ])(
    '%s does nothing until a person presses its button',
    async (path, button, calls) => {
      app.world.isSignedIn = false
      const { page } = await app.open(path)
      await page.getByRole('button', { name: button }).waitFor()
      await page.waitForLoadState('networkidle')
      expect(posted()).toEqual([])
      await page.getByRole('textbox', { name: /password/i }).fill(PASSWORD)
      await page.getByRole('button', { name: button }).click()
      await expect.poll(posted).toEqual(calls)
    },
    20_000,
  )
})

it('says when the link of a sign-up is dead, and where a new one comes from', async () => {
  app.world.isSignedIn = false
  const body = refusal('VALIDATION_ERROR', 'Some fields need attention', [
    { field: 'token', message: 'This link has expired or was used already. Ask for a new one.' },
  ])
  app.world.answers.set('POST /v1/auth/verify', { status: 422, body })
  const { page } = await app.open('/verify?token=x')
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
  await page.getByRole('link', { name: 'Send a new link' }).click()
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
}, 20_000)

it('sends the link of a sign-up again from the page after it', async () => {
  app.world.isSignedIn = false
  const { page } = await app.open('/signup')
  await page.getByLabel('Your name').fill('Dana')
  await page.getByLabel('Business name').fill('Maple Corner')
  await page.getByLabel('Email').fill('dana@maplecorner.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Send again' }).click()
  await page.getByText('Sent again').waitFor()
  expect(posted()).toEqual(['/v1/auth/signup', '/v1/auth/forgot'])
}, 20_000)

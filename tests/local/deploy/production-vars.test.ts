import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { checkProductionVars } from '../../../local/deploy/production-vars.ts'
import { ROOT } from '../../../local/root.ts'

const GOOD = {
  APP_ORIGIN: 'https://hub.acme.com',
  FILES_ORIGIN: 'https://files.acme.com',
  DATABASE_URL: 'postgres://hub_app:a-long-random-password-of-32-ch@ep-x.neon.tech/hub',
  DATABASE_ADMIN_URL: 'postgres://neondb_owner:secret@ep-x.neon.tech/hub',
  AUTH_PRIVATE_JWK: '{"kty":"EC"}',
  CURSOR_SECRET: 'another-long-random-secret',
  AUDIT_SECRET: 'a-third-long-random-secret',
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  STRIPE_LIVE: 'true',
  MAIL_API_KEY: 're_1',
  MAIL_FROM: 'Acme <hub@acme.com>',
}

describe('a deployment', () => {
  it('uploads everything but the way in of the administrator', () => {
    const { DATABASE_ADMIN_URL, ...uploaded } = GOOD
    const vars = checkProductionVars(GOOD, [])
    expect(vars).toEqual({ adminUrl: DATABASE_ADMIN_URL, appUrl: GOOD.DATABASE_URL, secrets: uploaded })
  })

  it('refuses the values of .dev.vars', () => {
    const example = parseEnv(readFileSync(join(ROOT, '.dev.vars.example'), 'utf8'))
    expect(() => checkProductionVars({ ...GOOD, ...example } as typeof GOOD, [])).toThrow(
      'STRIPE_WEBHOOK_SECRET holds a local value.\nSMS_AUTH_TOKEN holds a local value.',
    )
  })

  it.each([
    ['STRIPE_SECRET_KEY', 'sk_test_local'],
    ['APP_ORIGIN', 'http://127.0.0.1:8787'],
    ['APP_ORIGIN', 'http://hub.acme.com'],
    ['FILES_ORIGIN', ''],
    ['FILES_ORIGIN', 'https://hub.acme.com'],
    ['FILES_ORIGIN', 'http://files.acme.com'],
    ['DATABASE_URL', 'postgres://hub_app:a-long-random-password-of-32-ch@localhost/hub'],
    ['DATABASE_URL', 'postgres://neondb_owner:a-long-random-password-of-32@ep-x.neon.tech/hub'],
    ['DATABASE_URL', 'postgres://hub_app:short@ep-x.neon.tech/hub'],
    ['DATABASE_GATEWAY', 'https://gateway.acme.com'],
    ['PASSWORD_LOG2N', '1'],
    ['CURSOR_SECRET', ''],
    ['AUDIT_SECRET', ''],
    ['CURSOR_SECRET', 'made-by-this-machine'],
    ['STRIPE_LIVE', ''],
    ['STRIPE_LIVE', 'yes'],
    ['STRIPE_LIVE', 'false'],
    ['STRIPE_SECRET_KEY', 'sk_test_1'],
    ['MAIL_API_KEY', ''],
    ['MAIL_BY', 'sendmail'],
    ['MAIL_FROM', 'Acme'],
    ['MODEL_URL', 'http://127.0.0.1:8788/model/v1'],
    ['MODEL_URL', 'http://models.acme.com/v1'],
    ['MODEL_KEY', 'model_local'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => checkProductionVars({ ...GOOD, [name]: value }, ['made-by-this-machine'])).toThrow(name)
  })

  it('needs no key of Resend where Cloudflare takes the mail', () => {
    const { MAIL_API_KEY: _, ...cloudflare } = { ...GOOD, MAIL_BY: 'cloudflare', MAIL_FROM: 'hub@acme.com' }
    expect(checkProductionVars(cloudflare, []).secrets).not.toHaveProperty('MAIL_API_KEY')
  })

  it('goes without a model, and needs the name of one that is asked', () => {
    const asked = { ...GOOD, MODEL_URL: 'https://models.acme.com/v1' }
    expect(() => checkProductionVars(asked, [])).toThrow('MODEL_NAME is missing')
    expect(() => checkProductionVars({ ...asked, MODEL_NAME: 'm' }, [])).not.toThrow()
  })

  it('does not guess whether payments are real', () => {
    const { STRIPE_LIVE: _, ...forgotten } = GOOD
    expect(() => checkProductionVars(forgotten, [])).toThrow(
      'STRIPE_LIVE must be true, where real cards are charged, or false, where only test cards are.',
    )
    expect(() =>
      checkProductionVars({ ...GOOD, STRIPE_LIVE: 'false', STRIPE_SECRET_KEY: 'sk_test_1' }, []),
    ).not.toThrow()
  })
})

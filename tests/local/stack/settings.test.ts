import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importJWK } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../../local/root.ts'
import { claimPort } from '../../../local/stack/ports.ts'
import { loadSecrets } from '../../../local/stack/secrets.ts'
import { loadSettings } from '../../../local/stack/settings.ts'
import { freePort } from '../../support/ports.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hub-settings-'))
  copyFileSync(join(ROOT, '.dev.vars.example'), join(root, '.dev.vars.example'))
})
afterEach(() => rmSync(root, { recursive: true }))

describe('the settings of one machine', () => {
  it('come from the example when there are none', () => {
    expect(loadSettings(root, {})).toEqual({
      port: 8787,
      dataDir: join(root, '.data'),
      databaseUrl: undefined,
      vars: { STRIPE_WEBHOOK_SECRET: 'whsec_local', SMS_AUTH_TOKEN: 'sms_local' },
    })
    expect(existsSync(join(root, '.dev.vars'))).toBe(true)
  })

  it('keep what a person wrote, and let the environment win', () => {
    writeFileSync(
      join(root, '.dev.vars'),
      'STRIPE_WEBHOOK_SECRET=mine\nPORT=9000\nDATA_DIR=/var/hub\nMAIL_FROM="A <a@b.c>"\n',
    )
    expect(loadSettings(root, {})).toMatchObject({ port: 9000, dataDir: '/var/hub', vars: { MAIL_FROM: 'A <a@b.c>' } })
    const env = { PORT: '9001', DATA_DIR: 'other', DATABASE_URL: 'postgres://x', STRIPE_WEBHOOK_SECRET: 'theirs' }
    expect(loadSettings(root, env)).toMatchObject({
      port: 9001,
      dataDir: join(root, 'other'),
      databaseUrl: 'postgres://x',
      vars: { STRIPE_WEBHOOK_SECRET: 'theirs' },
    })
  })

  it('refuse a port that is none', () => {
    for (const PORT of ['abc', '-1', '70000', '80.5'])
      expect(() => loadSettings(root, { PORT })).toThrow('PORT must be')
  })
})

describe('the secrets of one machine', () => {
  it('are made once, for nobody else to read', async () => {
    const secrets = loadSecrets(root)
    expect(loadSecrets(root)).toEqual(secrets)
    expect(statSync(join(root, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(secrets.CURSOR_SECRET.length).toBeGreaterThanOrEqual(43)
    await importJWK(JSON.parse(secrets.AUTH_PRIVATE_JWK), 'ES256')
  })
})

describe('the port', () => {
  it('that is taken is an error that says so', { timeout: 10_000 }, async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    await expect(claimPort(port)).rejects.toThrow(`Port ${port} is taken`)
    other.close()
  })

  it('is any free one for 0, and the wanted one when it is free', async () => {
    expect(await claimPort(0)).toBeGreaterThan(0)
    const port = await freePort()
    expect(await claimPort(port)).toBe(port)
  })
})

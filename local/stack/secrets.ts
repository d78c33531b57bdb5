import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Secrets {
  AUTH_PRIVATE_JWK: string
  CURSOR_SECRET: string
  AUDIT_SECRET: string
}

const NAMES = ['AUTH_PRIVATE_JWK', 'CURSOR_SECRET', 'AUDIT_SECRET']

/** The keys of this machine, made once and kept beside its data. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  const kept = readKept(file)
  if (NAMES.every((name) => name in kept)) return kept as Secrets
  // Data of a version before may lack one.
  const secrets = { ...makeSecrets(), ...kept }
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return secrets
}

function readKept(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return {}
  }
}

function makeSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const random = () => randomBytes(32).toString('base64url')
  return {
    AUTH_PRIVATE_JWK: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }),
    CURSOR_SECRET: random(),
    AUDIT_SECRET: random(),
  }
}

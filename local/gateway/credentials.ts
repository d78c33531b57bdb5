import { createHash, timingSafeEqual } from 'node:crypto'

export interface Credentials {
  user: string
  password: string
}

export function credentialsOf(connectionString: string): Credentials {
  const url = new URL(connectionString)
  return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
}

/** Stops other programs and web pages of this machine from talking to the database. */
export function isAllowed(expected: Credentials, user: string, password: string): boolean {
  return expected.user === user && timingSafeEqual(digest(expected.password), digest(password))
}

const digest = (value: string): Buffer => createHash('sha256').update(value).digest()

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadMail } from '../../core/domain/mail/read-mail.ts'
import { readMail } from '../../workers/adapters/mail-reader/read.ts'
import { hasSharedData, SHARED_DATA } from './shared-data.ts'

/** The real mails of a folder of the shared data, by their paths below it. */
export function sharedMails(folder: string): { name: string; raw: Uint8Array }[] {
  if (!hasSharedData) return []
  return readdirSync(join(SHARED_DATA, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => ({ name, raw: new Uint8Array(readFileSync(join(SHARED_DATA, folder, name))) }))
}

export const bytesOf = (raw: string): Uint8Array => new Uint8Array(Buffer.from(raw, 'latin1'))

/** A mail as it reads, from text with one letter for each byte. */
export const readText = (raw: string): ReadMail => readMail(bytesOf(raw))

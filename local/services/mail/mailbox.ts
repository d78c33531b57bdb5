import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import type { ProductClock } from '../product-clock.ts'
import { randomId } from '../random-id.ts'
import type { Store } from '../store.ts'
import { linksIn } from './links.ts'

export interface StoredMail {
  id: string
  channel: 'EMAIL' | 'SMS'
  to: string
  from: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  attachments: { name: string; mime_type: string; size: number }[]
  links: string[]
  sent_at: string
}

export interface NewMail extends Omit<StoredMail, 'id' | 'attachments' | 'links' | 'sent_at'> {
  attachments: { name: string; mime_type: string; content: Buffer }[]
}

export interface Mailbox {
  deliver(mail: NewMail): StoredMail
  /** Newest first, at most 200. */
  list(to?: string): StoredMail[]
  get(id: string): StoredMail | undefined
  attachment(id: string, index: number): Buffer | null
}

const SHOWN = 200
const KEPT = 2_000

export function openMailbox(store: Store, dataDir: string, clock: ProductClock): Mailbox {
  const mails = store.collection<StoredMail>('mails')
  const folder = join(dataDir, 'attachments')
  const file = (id: string, index: number) => join(folder, `${id}-${index}`)
  const forget = (mail: StoredMail) => {
    mails.remove(mail.id)
    for (const index of mail.attachments.keys()) rmSync(file(mail.id, index), { force: true })
  }
  return {
    deliver({ attachments, ...mail }) {
      const id = randomId('')
      mkdirSync(folder, { recursive: true })
      for (const [index, { content }] of attachments.entries()) writeFileSync(file(id, index), content)
      const stored: StoredMail = {
        id,
        ...mail,
        attachments: attachments.map(({ name, mime_type, content }) => ({ name, mime_type, size: content.length })),
        links: linksIn(mail.html, mail.text),
        sent_at: clock.now().toISOString(),
      }
      mails.put(id, stored)
      for (const old of mails.all().slice(0, -KEPT)) forget(old)
      return stored
    },
    list: (to) =>
      mails
        .all()
        .filter((mail) => to === undefined || addressesIn(mail.to).includes(addressOf(to)))
        .slice(-SHOWN)
        .reverse(),
    get: (id) => mails.get(id),
    attachment(id, index) {
      return mails.get(id)?.attachments[index] ? readFileSync(file(id, index)) : null
    },
  }
}

/** The bare address of `Name <address>`, in lower case, an international domain as mail servers know it. */
export function addressOf(recipient: string): string {
  const address = (/<([^<>]*)>\s*$/.exec(recipient)?.[1] ?? recipient).trim().normalize('NFC').toLowerCase()
  const [local = '', domain] = address.split('@')
  return domain === undefined ? address : `${local}@${domainToASCII(domain) || domain}`
}

export const addressesIn = (recipients: string) => recipients.split(',').map(addressOf)

import { mailArrives } from '../../core/services/mail/receive.ts'
import type { TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'
import type { FakeFiles } from './fake-files.ts'
import { MAIL_DOMAIN } from './fake-mailer.ts'
import { bytesOf } from './shared-mails.ts'
import { stripeWorld } from './stripe-world.ts'

export interface Written {
  from?: string
  to?: string
  subject?: string
  text?: string
  html?: string
  headers?: Record<string, string>
}

/** A mail as a customer's program would write it. */
export function written({
  from = 'Jane <jane@customer.example>',
  to = 'us@in.example',
  subject = 'Leak',
  text = 'It drips.',
  html,
  headers = {},
}: Written) {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const body = html === undefined ? text : html
  const type = html === undefined ? 'text/plain' : 'text/html'
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    ...more,
    `Content-Type: ${type}; charset=utf-8`,
    '',
    body,
    '',
  ].join('\r\n')
}

/** Mail on its way into a business, with the storage that it lies in. */
export function mailWorld(database: TestDatabase) {
  const world = stripeWorld(database)
  const store = world.context.fileStore as FakeFiles
  const addressOf = async (business: TestBusiness) => {
    const [row] = await database.admin<{ mail_local: string }>('select mail_local from app.tenants where id = $1', [
      business.tenantId,
    ])
    return `${row!.mail_local}@${MAIL_DOMAIN}`
  }
  const arrive = async (
    raw: string | Uint8Array,
    { from = 'jane@customer.example', to }: { from?: string; to: string },
  ) => {
    const bytes = typeof raw === 'string' ? bytesOf(raw) : raw
    const body = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
    return mailArrives(world.context.system, store, MAIL_DOMAIN, { from, to, raw: body, sizeBytes: bytes.length })
  }
  return {
    ...world,
    store,
    addressOf,
    arrive,
    /** Arrived and read. */
    async deliver(business: TestBusiness, raw: string | Uint8Array, from?: string): Promise<string> {
      const arrival = await arrive(raw, { to: await addressOf(business), ...(from === undefined ? {} : { from }) })
      if (arrival.outcome !== 'received') throw new Error(arrival.reason)
      await world.work([{ tenant_id: business.tenantId, key: arrival.job }])
      return arrival.job
    },
  }
}

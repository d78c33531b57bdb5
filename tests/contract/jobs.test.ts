import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertType, describe, expect, it } from 'vitest'
import { Job, type NewJob, queueOf } from '../../core/contract/jobs.ts'
import { newId } from '../../core/db/ids.ts'
import type { Beat } from '../../core/db/tenant-db.ts'
import { ROOT } from '../../local/root.ts'
import type { JobHandler } from '../../queues/context.ts'
import type { Handlers } from '../../queues/handlers.ts'

const invoice_id = newId()
const key = 'k'

describe('what tsc refuses', () => {
  it('a job that is not of the union', () => {
    assertType<NewJob>({ type: 'CHECKOUT_EXPIRE', key, payload: { invoice_id } })
    // @ts-expect-error an unknown type
    assertType<NewJob>({ type: 'TELEPORT', key, payload: {} })
    // @ts-expect-error no payload
    assertType<NewJob>({ type: 'CHECKOUT_EXPIRE', key })
    // @ts-expect-error the payload of another type
    assertType<NewJob>({ type: 'CHECKOUT_EXPIRE', key, payload: { session_id: 'cs_1' } })
    // @ts-expect-error more than its payload
    assertType<NewJob>({ type: 'CHECKOUT_EXPIRE', key, payload: { invoice_id, amount: '1' } })
    // @ts-expect-error in a beat as well
    assertType<Beat['jobs']>([{ type: 'CHECKOUT_EXPIRE', key, payload: {} }])
  })

  it('a type without a handler, and the handler of another', () => {
    const handler = async () => undefined
    const all = {
      WEBHOOK_PROCESS: handler,
      INVOICE_SEND: handler,
      QUOTE_SEND: handler,
      QUOTE_DECIDED: handler,
      CHECKOUT_EXPIRE: handler,
      CHECKOUT_RECONCILE: handler,
      ARCHIVE_EXPORT: handler,
      EXPORT_FORGET: handler,
      ARCHIVE_REHEARSE: handler,
      ARCHIVE_IMPORT: handler,
      AI_DRAFT_MAKE: handler,
      AI_DRAFT_PROPOSE: handler,
      AI_DRAFT_APPLY: handler,
      RECURRING_MAKE: handler,
      REFUND_MAKE: handler,
      EVENTS_RECONCILE: handler,
      STATEMENTS_PLAN: handler,
      STATEMENT_SEND: handler,
      REMINDERS_DECIDE: handler,
      AR_REMINDER_SEND: handler,
      MAIL_READ: handler,
      CREDIT_NOTE_SEND: handler,
      CONVERSATION_WAKE: handler,
      MESSAGE_SEND: handler,
      NOTICES_MAIL: handler,
      FILE_FORGET: handler,
      WORK_ITEM_ARCHIVE: handler,
      CONTACT_ERASE: handler,
      CLOSING_MAIL: handler,
      BUSINESS_REMOVE: handler,
      CONTACT_IMPORT: handler,
      CONTACT_IMPORT_FORGET: handler,
    }
    const { CHECKOUT_EXPIRE, ...others } = all
    assertType<Handlers>(all)
    // @ts-expect-error one is missing
    assertType<Handlers>(others)
    const ofSession: JobHandler<'CHECKOUT_RECONCILE'> = CHECKOUT_EXPIRE
    // @ts-expect-error it reads what this payload has not
    assertType<Handlers>({ ...all, CHECKOUT_EXPIRE: ofSession })
  })
})

describe('queues', () => {
  const wrangler = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')

  it('exist for each type, and bring what is unknown to a consumer too', () => {
    const types = Job.options.map(({ shape }) => shape.type.value)
    for (const type of [...types, 'TELEPORT', 'constructor']) {
      expect(wrangler.split(`queue = "hub-${queueOf(type)}"`)).toHaveLength(3)
    }
  })
})

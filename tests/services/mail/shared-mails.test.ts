import { describe, expect, it } from 'vitest'
import { ConversationQuery, type Message } from '../../../core/contract/conversations.ts'
import type { ReadMail } from '../../../core/domain/mail/read-mail.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listMessages } from '../../../core/services/messages/list.ts'
import { presentMessage } from '../../../core/services/messages/present.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { readMail } from '../../../workers/adapters/mail-reader/read.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { mailWorld } from '../../support/mail-world.ts'
import { hasSharedData } from '../../support/shared-data.ts'
import { bytesOf, sharedMails } from '../../support/shared-mails.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
const origin = 'http://hub.example'
const addresses = signedFiles({ secret: 'a secret of the tests', origin, filesOrigin: origin })

const ENVELOPE = 'envelope@sender.example'

/** Of one business a mail with the same Message-ID and sender is the same: those of the corpora go to one of their own. */
const businesses: TestBusiness[] = []
async function businessFor(times: number): Promise<TestBusiness> {
  businesses[times] ??= await makeBusiness(database, { roles: ['OWNER'] })
  return businesses[times]
}

async function messagesOf(b: TestBusiness): Promise<Message[]> {
  const found: Message[] = []
  let cursor: string | null | undefined
  do {
    const query = ConversationQuery.parse({ limit: 100, ...(cursor ? { cursor } : {}) })
    const page = await listConversations(b.as('OWNER'), cursors, query)
    for (const { id } of page.rows) {
      const { rows } = await listMessages(id)(b.as('OWNER'), cursors, { limit: 100 })
      found.push(...rows.map(presentMessage(addresses)))
    }
    cursor = page.cursor
  } while (cursor)
  return found
}

/** As it is shown; a file without a name gets one. */
const shownAs = ({ subject, from, attachments }: Message, nameless: readonly boolean[]) => ({
  subject,
  from: from.name,
  files: attachments.map(({ file_name, size_bytes }, at) => [nameless[at] ? null : file_name, size_bytes]),
})

function readAs({ subject, from, sender, attachments }: ReadMail) {
  const files = attachments.map(({ file_name, content }) => [file_name, content.length])
  return { subject, from: (from ?? sender)?.name ?? '', files }
}

describe.skipIf(!hasSharedData)('every mail of the shared data', () => {
  it('is stored and shown, with its sender, subject and attachments', async () => {
    const world = mailWorld(database)
    const mails = sharedMails('mime').map(({ name, raw }) => ({
      name,
      raw,
      // As a server that delivers it would write it.
      mail: readMail(new Uint8Array([...bytesOf(`Return-Path: <${ENVELOPE}>\r\n`), ...raw])),
    }))
    const jobs = new Map<string, string>()
    const times = new Map<string, number>()
    for (const { name, raw, mail } of mails) {
      const nth = times.get(mail.message_id ?? name) ?? 0
      times.set(mail.message_id ?? name, nth + 1)
      jobs.set(name, await world.deliver(await businessFor(nth), raw, ENVELOPE))
    }
    const shown = new Map((await Promise.all(businesses.map(messagesOf))).flat().map((one) => [`mail:${one.id}`, one]))
    for (const { name, mail } of mails) {
      const message = shown.get(jobs.get(name)!)
      expect(message, name).toBeDefined()
      const nameless = mail.attachments.map(({ file_name }) => file_name === null)
      expect({ name, ...shownAs(message!, nameless) }).toEqual({ name, ...readAs(mail) })
    }
    expect(shown.size).toBeGreaterThan(90)
  }, 120_000)
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindOf, mayAnswer } from '../../../core/domain/mail/kind.ts'
import { readMail } from '../../../workers/adapters/mail-reader/read.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'
import { readText, sharedMails } from '../../support/shared-mails.ts'

/** What a mail says of itself in the fields of RFC 3464 and 5965, read by lines and without any knowledge of MIME. */
function fieldsIn(raw: Uint8Array) {
  const text = new TextDecoder('latin1')
    .decode(raw)
    .replace(/=\r?\n/g, '')
    .replace(/\r?\n[ \t]+/g, ' ')
  const all = (name: string, value: string) =>
    [...text.matchAll(new RegExp(`^ ?${name}: *${value}`, 'gim'))].map((match) => match[1]?.trim() ?? '')
  return {
    recipient: all('final-recipient', '(?:[\\w-]+ *;)? *<?([^>\\r\\n]+)')[0],
    action: all('action', '([a-z]+)')[0]?.toLowerCase(),
    status: all('status', '([245])\\.\\d')[0],
    feedback: all('feedback-type', '([\\w-]+)')[0],
  }
}

/** What a mail is that no field tells: the first word of the file's name. */
function named(name: string): string {
  if (name.startsWith('arf')) return 'COMPLAINT'
  return name.startsWith('rfc3834') ? 'AUTO_REPLY' : 'BOUNCE'
}

const bounces = sharedMails('bounces').map((mail) => ({
  ...mail,
  fields: fieldsIn(mail.raw),
  is: kindOf(readMail(mail.raw)),
}))
const telling = bounces.filter(({ fields }) => Object.values(fields).some((value) => value !== undefined))
const silent = bounces.filter((mail) => !telling.includes(mail))

describe.skipIf(!hasSharedData)('EM11: mails of some sixty mail systems', () => {
  it('has kind, recipient and permanence of all that tell them', () => {
    expect(telling.length).toBeGreaterThan(150)
    const wrong = telling.filter(({ fields, is }) => {
      if (fields.feedback !== undefined) return is.kind !== 'COMPLAINT'
      const isPermanent = fields.status === undefined ? fields.action === 'failed' : fields.status === '5'
      return (
        is.kind !== 'BOUNCE' ||
        is.bounce?.permanent !== isPermanent ||
        (fields.recipient !== undefined && is.bounce.recipient !== fields.recipient)
      )
    })
    expect(wrong.map(({ name, fields, is }) => ({ name, fields, is }))).toEqual([])
  })

  it('knows at least 95 in 100 of those that tell nothing', () => {
    const known = silent.filter(({ name, is }) => is.kind === named(name))
    expect(known.length / silent.length).toBeGreaterThanOrEqual(0.95)
    const lost = silent.filter(({ is }) => is.bounce && is.bounce.recipient === '')
    expect(lost.map(({ name }) => name)).toEqual([])
  })

  it('takes none for a message, and answers none', () => {
    expect(bounces.filter(({ is }) => is.kind === 'MESSAGE').map(({ name }) => name)).toEqual([])
    expect(bounces.filter(({ raw }) => mayAnswer(readMail(raw), [])).map(({ name }) => name)).toEqual([])
  })

  it('takes no other mail for one of them', () => {
    const others = [...sharedMails('mime'), ...sharedMails('replies')]
    const machines = others.filter(({ raw }) => !['MESSAGE', 'LIST'].includes(kindOf(readMail(raw)).kind))
    // Both are reports of delivery.
    expect(machines.map(({ name }) => name)).toEqual([
      'mikel/mime_emails/raw_email_with_mimepart_without_content_type.eml',
      'mikel/multipart_report_emails/report_422.eml',
    ])
  })

  it('takes no reply for one of them, under whatever subject', () => {
    const folder = join(SHARED_DATA, 'replies/text')
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'latin1')
      for (const subject of ['Re: Delivery of the boiler failed', 'Not delivered: 550 tiles', 'Away until May 5']) {
        expect(kindOf(readText(`From: ada@example.com\r\nSubject: ${subject}\r\n\r\n${text}`)).kind).toBe('MESSAGE')
      }
    }
  })
})

const HEAD = 'From: Ada <ada@example.com>\r\nTo: hub@example.org\r\n'
const kind = (headers: string, text = 'Hello') => kindOf(readText(`${HEAD}${headers}\r\n\r\n${text}`)).kind

describe('kind', () => {
  it('takes a form with fields for a message', () => {
    expect(kind('Subject: Form', 'Feedback-Type: praise\r\nStatus: done')).toBe('MESSAGE')
    expect(kind('Subject: Form', 'Feedback-Type: abuse\r\nVersion: 1')).toBe('COMPLAINT')
  })

  it.each([
    ['Subject: Leaking tap', 'MESSAGE'],
    ['Subject: Our delivery failed, the goods could not be delivered for 450 euros', 'MESSAGE'],
    ['Subject: Out of office furniture', 'MESSAGE'],
    ['Subject: Tap\r\nAuto-Submitted: no', 'MESSAGE'],
    ['Subject: Form of your site\r\nAuto-Submitted: auto-generated', 'MESSAGE'],
    ['Subject: Tap\r\nAuto-Submitted: auto-replied', 'AUTO_REPLY'],
    ['Subject: Tap\r\nX-Autoreply: yes', 'AUTO_REPLY'],
    ['Subject: Tap\r\nReturn-Path: <>', 'AUTO_REPLY'],
    ['Subject: Automatische Antwort: Tap\r\nIn-Reply-To: <1@example.com>', 'AUTO_REPLY'],
    ['Subject: Réponse automatique : Tap\r\nX-Auto-Response-Suppress: All', 'AUTO_REPLY'],
    ['Subject: Read: Tap\r\nContent-Type: multipart/report; report-type=disposition-notification', 'AUTO_REPLY'],
    ['Subject: Tap\r\nX-Failed-Recipients: bo@example.com', 'BOUNCE'],
    ['Subject: Undeliverable: Tap\r\nReturn-Path: <>', 'BOUNCE'],
    ['Subject: Tap\r\nContent-Type: multipart/report; report-type=feedback-report', 'COMPLAINT'],
    ['Subject: Tap\r\nList-Id: <plumbers.example.com>', 'LIST'],
    ['Subject: Tap\r\nPrecedence: bulk', 'LIST'],
  ])('%s is a %s', (headers, expected) => expect(kind(headers)).toBe(expected))

  it('reads what a server said where there are no fields', () => {
    const text = 'I could not deliver your message.\r\n\r\n<bo@example.com>:\r\n'
    const bounce = (said: string) =>
      kindOf(readText(`From: MAILER-DAEMON@example.com\r\nTo: hub@example.org\r\n\r\n${text}${said}`)).bounce
    expect(bounce('550 5.1.1 No such user')).toEqual({
      recipient: 'bo@example.com',
      permanent: true,
      reason: '550 5.1.1 No such user',
    })
    expect(bounce('452 4.2.2 Mailbox full')).toMatchObject({ recipient: 'bo@example.com', permanent: false })
    expect(bounce('The system will retry for 4 days')).toMatchObject({ permanent: false })
  })
})

describe('EM7: an automatic answer', () => {
  it.each([
    ['From: Ada <ada@example.com>', true],
    ['From: no-reply@example.com\r\nReply-To: ada@example.com', true],
    ['From: ada@example.com\r\nReply-To: noreply@example.com', false],
    ['From: Ada <ada@example.com>\r\nAuto-Submitted: auto-generated', false],
    ['From: Ada <ada@example.com>\r\nX-Auto-Response-Suppress: OOF', false],
    ['From: Ada <ada@example.com>\r\nPrecedence: junk', false],
    ['From: Ada <ada@example.com>\r\nReturn-Path: <>', false],
    ['From: Ada <ada@example.com>\r\nList-Id: <a.example.com>', false],
    ['From: do-not-reply@example.com', false],
    ['From: postmaster@example.com', false],
    ['From: HUB@example.org', false],
    ['From: Ada', false],
    ['Subject: nobody', false],
  ])('to %s may go out: %s', (headers, expected) => {
    expect(mayAnswer(readText(`${headers}\r\n\r\nHello`), ['hub@example.org'])).toBe(expected)
  })
})

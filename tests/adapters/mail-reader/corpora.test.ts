import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReadMail } from '../../../core/domain/mail/read-mail.ts'
import { readMail } from '../../../workers/adapters/mail-reader/read.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'
import { sharedMails } from '../../support/shared-mails.ts'

/** A mail as another reader reads it, written down beside it. */
interface Expected {
  text_body: number[]
  html_body: number[]
  attachments: number[]
  parts: { headers: { name: string; value: HeaderValue }[]; body: { Text?: string; Html?: string } }[]
}

interface HeaderValue {
  Text?: string
  Address?: { List?: { name: string | null; address: string | null }[] }
}

/** What differs, and why ours is better; a letter that the other lost (U+FFFD) may be any here. */
const DIFFERENCES: Record<string, string> = {
  'legacy/020.eml subject': 'raw ISO 8859-1 in the header, which the other loses; the charset of the body reads it',
  'legacy/052.eml subject': 'raw ISO 8859-1 without any charset, which the other loses; it is no UTF-8',
  'legacy/052.eml text': 'as its subject',
  'thirdparty/000.eml text': 'U+0000, which no database keeps, and a bare CR, which ends a line',
}

const mails = sharedMails('mime/stalwart').filter(({ name }) => existsSync(jsonOf(name)))
const pairs = mails.flatMap(({ name, raw }) => [
  { name, mail: readMail(raw), expected: read(jsonOf(name)) },
  { name, mail: readMail(withCrlf(raw)), expected: read(jsonOf(name, '.crlf')) },
])

describe.skipIf(!hasSharedData)('mails with what another reader makes of them', () => {
  it('has them from the same sender', () => {
    expect(pairs.filter(({ mail, expected }) => senderOf(mail) !== expectedSender(expected))).toEqual([])
  })

  it('has the same subject, text and attachments but for what is known', () => {
    const differing = new Set(
      pairs.flatMap(({ name, mail, expected }) => [
        ...(mail.subject === expectedSubject(expected) ? [] : [`${name} subject`]),
        ...(flat(mail.text) === flat(expectedText(expected)) ? [] : [`${name} text`]),
        ...(flat(mail.html) === flat(expectedHtml(expected)) ? [] : [`${name} html`]),
        ...(mail.attachments.length === expected.attachments.length ? [] : [`${name} attachments`]),
      ]),
    )
    expect([...differing].sort()).toEqual(Object.keys(DIFFERENCES))
  })

  it('differs in subjects only where the other lost letters', () => {
    const lost = pairs.filter(({ mail, expected }) => {
      const pattern = expectedSubject(expected)
        .split('\ufffd')
        .map((text) => text.replace(/[()[\]{}.*+?^$|\\]/g, '\\$&'))
      return !new RegExp(`^${pattern.join('.')}$`, 'su').test(mail.subject)
    })
    expect(lost.map(({ name }) => name)).toEqual([])
  })
})

it.skipIf(!hasSharedData)('reads every real mail, and says of one that a part is not in its encoding', () => {
  const all = [...sharedMails('mime'), ...sharedMails('bounces'), ...sharedMails('replies')]
  expect(all.length).toBeGreaterThan(300)
  const problems = all.map(({ name, raw }) => [name, readMail(raw).problem]).filter(([, problem]) => problem)
  expect(problems).toEqual([['stalwart/rfc/000.eml', 'BROKEN_ENCODING']])
})

function jsonOf(name: string, kind = ''): string {
  return join(SHARED_DATA, 'mime/stalwart', name.replace(/\.eml$/, `${kind}.json`))
}

function read(path: string): Expected {
  return JSON.parse(readFileSync(path, 'utf8')) as Expected
}

function withCrlf(raw: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.from(Buffer.from(raw).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'))
}

const headerOf = ({ parts }: Expected, name: string) =>
  parts[0]?.headers.filter((header) => header.name === name).map(({ value }) => value) ?? []

const senderOf = ({ from }: ReadMail) => `${from?.name ?? ''} <${from?.address ?? ''}>`

function expectedSender(expected: Expected): string {
  const first = headerOf(expected, 'from')[0]?.Address?.List?.[0]
  return `${first?.name ?? ''} <${first?.address ?? ''}>`
}

const expectedSubject = (expected: Expected) => headerOf(expected, 'subject').at(-1)?.Text?.trim() ?? ''

const expectedText = ({ text_body, parts }: Expected) =>
  text_body.map((part) => parts[part]?.body.Text ?? '').join('\n')

const expectedHtml = ({ html_body, parts }: Expected) =>
  html_body.map((part) => parts[part]?.body.Html ?? '').join('\n')

/** Lines that flow are joined here, and are not there. */
const flat = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kindOf, mayAnswer } from '../../../core/domain/mail/kind.ts'
import { provenSender } from '../../../core/domain/mail/proven.ts'
import { MAIL_PROBLEMS, type MailProblem } from '../../../core/domain/mail/read-mail.ts'
import { readMail } from '../../../workers/adapters/mail-reader/read.ts'
import { hasSharedData } from '../../support/shared-data.ts'
import { bytesOf, readText, sharedMails } from '../../support/shared-mails.ts'

const HEAD = 'From: Ada <ada@example.com>\r\nSubject: Tap\r\nMessage-ID: <1@example.com>\r\n'
const MB = 1024 * 1024

const nested = (depth: number) =>
  HEAD +
  Array.from({ length: depth }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}.\r\n\r\n--b${at}.\r\n`).join(
    '',
  ) +
  '\r\nHello'
const mixed = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n`
const people = (count: number) => Array.from({ length: count }, (_, at) => `N ${at} <a${at}@example.com>`).join(', ')

const BOMBS: [name: string, problem: MailProblem, raw: () => string][] = [
  ['nested 5,000 deep', 'NESTED_TOO_DEEPLY', () => nested(5_000)],
  ['nested 102 deep', 'NESTED_TOO_DEEPLY', () => nested(102)],
  ['50,000 parts', 'TOO_MANY_PARTS', () => mixed + '--b\r\n\r\nx\r\n'.repeat(50_000)],
  ['1,001 parts', 'TOO_MANY_PARTS', () => `${mixed}${'--b\r\n\r\nx\r\n'.repeat(1_000)}--b--`],
  ['lines that could be any of 99 boundaries', 'TOO_MANY_PARTS', () => nested(99) + '\n--b'.repeat(MB)],
  ['100,000 headers', 'HEADERS_TOO_LARGE', () => `${HEAD}${'X: y\r\n'.repeat(100_000)}\r\nHello`],
  ['a header of 3 MB', 'HEADERS_TOO_LARGE', () => `${HEAD}X: ${'y'.repeat(3 * MB)}\r\n\r\nHello`],
  [
    'headers of 3 MB in its parts',
    'HEADERS_TOO_LARGE',
    () => mixed + `--b\r\nX: ${'y'.repeat(MB)}\r\n\r\nx\r\n`.repeat(3),
  ],
  ['50,000 addresses', 'TOO_MANY_ADDRESSES', () => `${HEAD}To: ${people(50_000)}\r\n\r\nHello`],
  [
    '1,001 addresses in two headers',
    'TOO_MANY_ADDRESSES',
    () => `${HEAD}To: ${people(999)}\r\nTo: ${people(2)}\r\n\r\nHello`,
  ],
  [
    'base64 that is none',
    'BROKEN_ENCODING',
    () => `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${'%&$! '.repeat(MB / 4)}`,
  ],
  ['26 MB', 'TOO_LARGE', () => `${HEAD}\r\n${'x'.repeat(26 * MB)}`],
]

/** What makes a careless reader slow: each is read, and none takes longer than its size. */
const SLOW: [name: string, raw: () => string][] = [
  ['parentheses in an address', () => `${HEAD}To: ${'('.repeat(1.9 * MB)}\r\n\r\n`],
  ['quotes in an address', () => `${HEAD}To: ${'"a'.repeat(0.9 * MB)}\r\n\r\n`],
  ['spaces in a file name', () => `${HEAD}Content-Type: text/plain; name=a${' '.repeat(1.9 * MB)}x\r\n\r\n`],
  ['beginnings of encoded words', () => `${HEAD}X: ${'=?'.repeat(0.9 * MB)}\r\n\r\n`],
  ['folded lines', () => `${HEAD}X: a\r\n${' b\r\n'.repeat(0.45 * MB)}\r\n`],
  ['a subject', () => `Subject: ${'zustellung '.repeat(0.1 * MB)}\r\n${HEAD}\r\n`],
  ['short lines', () => `${HEAD}\r\n${'\n'.repeat(MB)}`],
  ['addresses in a text', () => `${HEAD}\r\n${'to <a@'.repeat(0.1 * MB)}`],
  ['dashes in a text', () => `${HEAD}\r\n${'-'.repeat(MB)}`],
  ['spaces in a text', () => `${HEAD}\r\nto ${' '.repeat(MB)}`],
  ['a recipient', () => `${HEAD}\r\nFinal-Recipient: <${'a@'.repeat(0.3 * MB)}\nAction: failed`],
  ['a finding', () => `${HEAD}Authentication-Results: a; ${'a'.repeat(MB)}\r\n\r\n`],
  ['empty lines', () => `${mixed}--b\r\n\r\n${'\n'.repeat(8 * MB)}`],
  ['equal signs', () => `${HEAD}Content-Transfer-Encoding: quoted-printable\r\n\r\n${'= '.repeat(4 * MB)}`],
  ['lines that flow', () => `${HEAD}Content-Type: text/plain; format=flowed\r\n\r\n${'a \n'.repeat(0.6 * MB)}`],
  ['UTF-7', () => `${HEAD}Content-Type: text/plain; charset=utf-7\r\n\r\n${'+AOQ-'.repeat(0.3 * MB)}`],
  [
    'short lines of uuencode',
    () => `${HEAD}Content-Transfer-Encoding: uuencode\r\n\r\nbegin 644 a\n${'M\n'.repeat(2 * MB)}`,
  ],
]

describe('EM2: a bomb is answered with its reason and what its headers say', () => {
  it.each(BOMBS)('%s', (_name, problem, raw) => {
    const mail = readText(raw())
    expect(MAIL_PROBLEMS[problem]).toBeDefined()
    expect(mail).toMatchObject({ problem, subject: 'Tap', from: { name: 'Ada', address: 'ada@example.com' } })
    expect(mail.message_id).toBe('<1@example.com>')
    expect(mail.to.length + mail.attachments.length).toBeLessThanOrEqual(1_001)
  })

  // A reader that is quadratic in one of these takes minutes, which no test has.
  it.each(SLOW)('%s cost no more than they weigh', (_name, raw) => {
    const mail = readMail(bytesOf(raw()))
    expect(mail).toMatchObject({ from: { name: 'Ada' } })
    expect(kindOf(mail).kind).toMatch(/^[A-Z_]+$/)
    expect(mayAnswer(mail, []) && provenSender(mail, 'a')).toBeDefined()
  })

  it('reads what stays within the limits', () => {
    expect(readText(nested(100))).toMatchObject({ text: 'Hello' })
    const many = readText(`${mixed}${'--b\r\nContent-Type: image/png\r\n\r\nx\r\n'.repeat(999)}--b--`)
    expect(many.attachments).toHaveLength(999)
    expect(many.problem).toBeUndefined()
    expect(readText(`${HEAD}To: ${people(1_000)}\r\n\r\nHello`).to).toHaveLength(1_000)
  })

  it('keeps a text that nobody reads as a file', () => {
    const mail = readText(`${HEAD}\r\n${'x'.repeat(3 * MB)}`)
    expect(mail).toMatchObject({ text: null, attachments: [{ mime_type: 'text/plain' }] })
  })
})

describe('what is no mail', () => {
  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => readMail(bytes).headers.length >= 0))
    expect(readMail(new Uint8Array())).toMatchObject({ subject: '', from: null, attachments: [] })
  })

  it.skipIf(!hasSharedData)('never throws when a real mail is cut or some of its bytes are others', () => {
    const mails = [...sharedMails('mime'), ...sharedMails('bounces')].filter(({ raw }) => raw.length < 20_000)
    const damage = fc.record({
      mail: fc.constantFrom(...mails),
      end: fc.double({ min: 0, max: 1, noNaN: true }),
      flips: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 20,
      }),
    })
    fc.assert(
      fc.property(damage, ({ mail, end, flips }) => {
        const bytes = mail.raw.slice(0, Math.ceil(mail.raw.length * end))
        for (const [at, byte] of flips) bytes[Math.floor(at * bytes.length)] = byte
        const read = readMail(bytes)
        expect(read.problem).not.toBe('UNREADABLE')
        expect(kindOf(read).kind).toMatch(/^[A-Z_]+$/)
        expect(provenSender(read, 'mx.hub.example').verdict).toBe('UNVERIFIED')
      }),
      { numRuns: 1_000, seed: 7 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import type { ReadMail } from '../../../core/domain/mail/read-mail.ts'
import type { RawMail } from '../../../core/services/mail/ports.ts'
import type { ByteRange } from '../../../core/services/ports.ts'
import { readMail } from '../../../workers/adapters/mail-reader/read.ts'
import { readBySkeleton, readStored } from '../../../workers/adapters/mail-reader/read-stored.ts'
import { sha256Of } from '../../support/fake-files.ts'
import { hasSharedData } from '../../support/shared-data.ts'
import { bytesOf, sharedMails } from '../../support/shared-mails.ts'

const MB = 1024 * 1024
const ENVELOPE = 'Return-Path: <jörg@example.com>\r\n'
/** So small that nearly every part of a real mail is a long one. */
const TINY = { first: 64 * 1024, part: 40, whole: 16 * MB, held: 0 }

/** A mail that is handed out in pieces of so many bytes, with what was asked for. */
function stored(bytes: Uint8Array, pieceBytes: number): RawMail & { asked: (ByteRange | undefined)[] } {
  const asked: (ByteRange | undefined)[] = []
  return {
    asked,
    sizeBytes: bytes.length,
    envelope: ENVELOPE,
    async open(range) {
      asked.push(range)
      let left = range ? bytes.subarray(range.offset, range.offset + range.length) : bytes
      return new ReadableStream({
        pull(out) {
          if (left.length === 0) return out.close()
          out.enqueue(left.slice(0, pieceBytes))
          left = left.subarray(pieceBytes)
        },
      })
    },
  }
}

const whole = (bytes: Uint8Array) =>
  readMail(new Uint8Array(Buffer.concat([Buffer.from(ENVELOPE, 'utf8'), Buffer.from(bytes)])))

/** All that is kept of a mail, its files by their hashes. */
async function keptOf({ attachments, ...mail }: ReadMail) {
  const files = attachments.map(async ({ content, long, ...said }) => {
    const bytes = long ? new Uint8Array(await new Response(await long.open()).arrayBuffer()) : content
    return { ...said, size_bytes: long?.size_bytes ?? content.length, sha256: sha256Of(bytes) }
  })
  return { ...mail, attachments: await Promise.all(files) }
}

describe('a mail that is read by its skeleton', () => {
  it.skipIf(!hasSharedData)('says the same of every real mail as one that is read whole', async () => {
    const mails = [...sharedMails('mime'), ...sharedMails('bounces')]
    let long = 0
    for (const { name, raw } of mails) {
      const read = await readBySkeleton(stored(raw, 1 + (raw.length % 1_000)), TINY)
      long += read.attachments.filter((attachment) => attachment.long).length
      expect({ name, ...(await keptOf(read)) }).toEqual({ name, ...(await keptOf(whole(raw))) })
    }
    expect(long).toBeGreaterThan(300)
  })

  it.each(['base64', 'quoted-printable', '8bit', 'x-uuencode'])(
    'decodes %s over every border of two pieces',
    async (encoding) => {
      const lines = [
        'VGhlIHRhcCBkcmlwcy4=',
        'a=3D=  ',
        '=',
        '=4',
        '1b=E2=82=AC =',
        'begin 644 a',
        '#0V%T',
        '-- ',
        '--b2',
        'end',
      ]
      const raw = bytesOf(
        [
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          '',
          'Hi',
          '--b',
          `Content-Transfer-Encoding: ${encoding}`,
        ]
          .concat(['Content-Type: application/pdf', '', ...lines, ...lines, '--b--', ''])
          .join('\r\n'),
      )
      const expected = await keptOf(whole(raw))
      for (let pieceBytes = 1; pieceBytes < 40; pieceBytes += 1)
        expect(await keptOf(await readBySkeleton(stored(raw, pieceBytes), { ...TINY, part: 3 }))).toEqual(expected)
    },
  )

  const parts = (count: number, body: string, encoding = 'base64') =>
    bytesOf(
      `From: a@example.com\r\nSubject: Plans\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee there.\r\n${`--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`.repeat(count)}--b--\r\n`,
    )

  it('leaves the bytes of 24 MB where they are, and reads them twice for their structure and length', async () => {
    const raw = stored(parts(2, `${'QUJD'.repeat(19)}\r\n`.repeat((12 * MB) / 78)), 64 * 1024)
    const { text, attachments } = await readStored(raw)
    expect([text, attachments.map(({ long }) => long?.size_bytes)]).toEqual(['See there.', [9195183, 9195183]])
    expect(attachments.every(({ content }) => content.length < 20 * 1024)).toBe(true)
    expect(raw.asked).toHaveLength(3)
  })

  it('is read whole where it is small', async () => {
    const raw = stored(parts(2, 'QUJD'), 64)
    expect((await readStored(raw)).attachments.map(({ long, content }) => [long, content.length])).toEqual([
      [undefined, 3],
      [undefined, 3],
    ])
    expect(raw.asked).toEqual([undefined])
  })

  it.each<[string, () => Uint8Array, string | undefined]>([
    ['9 MB of headers', () => bytesOf('A: b\r\n'.repeat(1.5 * MB)), 'HEADERS_TOO_LARGE'],
    ['2,000 parts', () => parts(2_000, 'QUJD\r\n'.repeat(1_000)), 'TOO_MANY_PARTS'],
    ['900 parts', () => parts(900, 'QUJD\r\n'.repeat(2_000)), undefined],
    ['base64 that is none', () => parts(1, '%&$! '.repeat(2 * MB)), 'BROKEN_ENCODING'],
    ['one part without any boundary', () => bytesOf(`Subject: x\r\n\r\n${'y'.repeat(9 * MB)}`), undefined],
    ['a text of 9 MB', () => bytesOf(`Subject: x\r\n\r\n${'It drips.\r\n'.repeat(MB)}`), undefined],
  ])('EM2 %s: as one that is read whole', async (_, make, problem) => {
    const raw = make()
    const read = await readStored(stored(raw, 64 * 1024))
    expect(read.problem).toBe(problem)
    expect(await keptOf(read)).toEqual(await keptOf(whole(raw)))
  })

  it('EM2 ends where too much of it could be boundaries', async () => {
    const raw = stored(bytesOf(`Subject: x\r\n\r\n${'--\n'.repeat(6 * MB)}`), 64 * 1024)
    expect(await readStored(raw)).toMatchObject({ problem: 'UNREADABLE', subject: 'x', attachments: [] })
  })

  it('waits for a storage that fails', async () => {
    const raw = stored(parts(1, 'QUJD'.repeat(3 * MB)), 64 * 1024)
    const failing = { ...raw, open: (range?: ByteRange) => (range ? Promise.reject(new Error('down')) : raw.open()) }
    await expect(readStored(failing)).rejects.toThrow('down')
  })
})

import { inertFileName } from '../../../core/domain/files/file-name.ts'
import {
  EMPTY_MAIL,
  MAIL_BYTES_MAX,
  type MailAttachment,
  type MailProblem,
  NOTHING_READ,
  type ReadMail,
} from '../../../core/domain/mail/read-mail.ts'
import { addressesOf } from './addresses.ts'
import { type Bodies, bodiesOf } from './bodies.ts'
import { decodeHeader } from './encoded-words.ts'
import { type RawHeader, rawValue } from './header-block.ts'
import { HEADER_BYTES_MAX, type Part, structureOf } from './structure.ts'
import { htmlOf, type Leaf, leafOf, textOf } from './texts.ts'

/** A raw mail as it reads. Never a throw: what cannot be read is a `problem`, with what its headers say (EM2). */
export function readMail(raw: Uint8Array): ReadMail {
  try {
    if (raw.length <= MAIL_BYTES_MAX) return readWhole(raw)
    const { root } = structureOf(raw.subarray(0, HEADER_BYTES_MAX))
    return unread(root, 'TOO_LARGE')
  } catch {
    return NOTHING_READ
  }
}

function readWhole(raw: Uint8Array): ReadMail {
  const { root, problem } = structureOf(raw)
  return problem ? unread(root, problem) : readParts(root, bodiesOf(root))
}

/** A mail whose parts are known. */
export function readParts(root: Part, bodies: Bodies): ReadMail {
  const text = bodies.text.map(leafOf)
  const html = bodies.html.map((part) => text.find((leaf) => leaf.part === part) ?? leafOf(part))
  const files = bodies.attachments.map(leafOf)
  return {
    ...readHead(root, charsetOf([root, ...bodies.text, ...bodies.html])),
    text: textOf(text),
    html: htmlOf(html),
    attachments: files.map(readAttachment),
    ...([...text, ...html, ...files].some(({ isBroken }) => isBroken) && { problem: 'BROKEN_ENCODING' }),
  }
}

export const unread = (root: Part, problem: MailProblem): ReadMail => ({
  ...readHead(root, charsetOf([root])),
  problem,
})

/** In which alphabet its sender writes. */
const charsetOf = (parts: readonly Part[]): string | null =>
  parts.map(({ type }) => type.parameters.get('charset')).find((charset) => charset !== undefined) ?? null

const IDS_MAX = 100
const SUBJECT_MAX = 2_000

function readHead({ headers }: Part, charset: string | null): ReadMail {
  const people = (name: string) => addressesOf(headers, name, charset)
  const all = {
    from: people('from'),
    sender: people('sender'),
    replyTo: people('reply-to'),
    to: people('to'),
    cc: people('cc'),
  }
  const ids = (name: string) => messageIds(rawValue(headers, name) ?? '')
  return {
    ...EMPTY_MAIL,
    message_id: ids('message-id')[0] ?? null,
    in_reply_to: ids('in-reply-to')[0] ?? null,
    references: ids('references').slice(-IDS_MAX),
    from: all.from.list[0] ?? null,
    sender: all.sender.list[0] ?? null,
    reply_to: all.replyTo.list,
    to: all.to.list,
    cc: all.cc.list,
    subject: decoded(rawValue(headers, 'subject') ?? '', charset)
      .slice(0, SUBJECT_MAX)
      .toWellFormed(),
    date: instantOf(rawValue(headers, 'date') ?? ''),
    headers: headers.map(({ name, raw }: RawHeader) => ({ name, value: decoded(raw, charset) })),
    ...(Object.values(all).some(({ isCut }) => isCut) && { problem: 'TOO_MANY_ADDRESSES' }),
  }
}

// What ends a line ends a header; the rest is what PostgreSQL cannot keep and nobody sees.
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

const decoded = (raw: string, charset: string | null) =>
  decodeHeader(raw, charset).toWellFormed().replace(CONTROLS, ' ').trim()

/** With their brackets, also those that were written without. */
function messageIds(raw: string): string[] {
  const ids = raw.match(/<[^<>\s]{1,900}>/g)
  const bare = /^[^<>\s]{1,900}$/.test(raw) ? [`<${raw}>`] : []
  return ids ?? bare
}

const [EARLIEST, LATEST] = [Date.UTC(1970, 0, 1), Date.UTC(9999, 0, 1)]

function instantOf(raw: string): string | null {
  const time = Date.parse(raw.slice(0, 100).replace(/\([^()]*\)/g, ' '))
  return time >= EARLIEST && time < LATEST ? new Date(time).toISOString() : null
}

function readAttachment({ part, bytes }: Leaf): MailAttachment {
  const contentId = /<?([^<>\s]{1,900})>?/.exec(rawValue(part.headers, 'content-id') ?? '')?.[1]
  const isType = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/.test(part.type.value)
  return {
    file_name: inertFileName(part.fileName),
    mime_type: isType ? part.type.value : 'application/octet-stream',
    disposition: part.disposition || null,
    content_id: contentId ?? null,
    content: bytes,
  }
}

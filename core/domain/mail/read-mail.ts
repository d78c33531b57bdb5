/** A mail as it was read: everything in it is what a stranger wrote. */
export interface ReadMail {
  /** With its angle brackets, as are in_reply_to and references. */
  message_id: string | null
  in_reply_to: string | null
  references: string[]
  from: MailAddress | null
  sender: MailAddress | null
  reply_to: MailAddress[]
  to: MailAddress[]
  cc: MailAddress[]
  subject: string
  /** An instant in ISO form; null where there is none, or none that can be read. */
  date: string | null
  /** Null where the mail has a body in HTML alone. */
  text: string | null
  html: string | null
  headers: MailHeader[]
  attachments: MailAttachment[]
  /** Why the mail could not be read, or not all of it. */
  problem?: MailProblem
}

/** Either may be empty, never both. */
export interface MailAddress {
  name: string
  address: string
}

/** The name is in lower case, the value on one line. */
export interface MailHeader {
  name: string
  value: string
}

export interface MailAttachment {
  file_name: string | null
  mime_type: string
  disposition: string | null
  content_id: string | null
  /** Of a long one only how it begins. */
  content: Uint8Array
  long?: LongContent
}

/** What is not held in memory. */
export interface LongContent {
  size_bytes: number
  open(): Promise<ReadableStream<Uint8Array>>
}

export const MAIL_BYTES_MAX = 25 * 1024 * 1024

export const EMPTY_MAIL: ReadMail = {
  message_id: null,
  in_reply_to: null,
  references: [],
  from: null,
  sender: null,
  reply_to: [],
  to: [],
  cc: [],
  subject: '',
  date: null,
  text: null,
  html: null,
  headers: [],
  attachments: [],
}

/** A mail of which nothing could be read. */
export const NOTHING_READ: ReadMail = { ...EMPTY_MAIL, problem: 'UNREADABLE' }

export const MAIL_PROBLEMS = {
  TOO_LARGE: 'The mail is larger than 25 MB.',
  TOO_MANY_PARTS: 'The mail has more than 1,000 parts.',
  NESTED_TOO_DEEPLY: 'The parts of the mail are nested more than 100 deep.',
  HEADERS_TOO_LARGE: 'The mail has more than 2 MB or 2,000 lines of headers.',
  TOO_MANY_ADDRESSES: 'The mail names more than 1,000 addresses.',
  BROKEN_ENCODING: 'A part of the mail is not in the encoding that it says.',
  UNREADABLE: 'The mail could not be read.',
} as const

export type MailProblem = keyof typeof MAIL_PROBLEMS

/** The values of a header, in their order. */
export function headerValues(mail: Pick<ReadMail, 'headers'>, name: string): string[] {
  return mail.headers.filter((header) => header.name === name).map(({ value }) => value)
}

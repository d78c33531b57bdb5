/** As many characters are read (core/contract/ai-drafts.ts). */
export const TEXT_MAX = 20_000
const BYTES_MAX = 1_000_000

/** What is read where it was taken, or a PDF. */
export const isPicture = ({ type, name }: File): boolean =>
  /^image\//.test(type) || type === 'application/pdf' || /\.(pdf|heic|heif)$/i.test(name)

/** The words of a text or mail file, and what is to be said of them. */
export async function textOf(file: File): Promise<{ text: string; note: string }> {
  const isMail = /\.eml$/i.test(file.name) || file.type === 'message/rfc822'
  if (!isMail && !/^text\//.test(file.type) && !/\.(txt|md|csv)$/i.test(file.name))
    return { text: '', note: `${file.name} is no text, picture or PDF: paste its words instead.` }
  if (file.size > BYTES_MAX) return { text: '', note: `${file.name} is too large: paste the part that matters.` }
  const all = await file.text()
  const words = (isMail ? wordsOfMail(all) : all).replaceAll('\u0000', '').toWellFormed().trim()
  if (words === '') return { text: '', note: `No words were found in ${file.name}.` }
  const text = words.slice(0, TEXT_MAX)
  return { text, note: text.length < words.length ? `The first ${TEXT_MAX} characters of ${file.name}.` : '' }
}

/** Subject and body of a mail without parts; of one with parts all of it: its sender's program wrote it for others. */
function wordsOfMail(mail: string): string {
  const [head = '', ...rest] = mail.replaceAll('\r\n', '\n').split('\n\n')
  const subject = /^subject: ?(.*)$/im.exec(head)?.[1] ?? ''
  return [subject, rest.join('\n\n')].join('\n')
}

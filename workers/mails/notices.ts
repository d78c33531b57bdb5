import { noticeSentence } from '../../core/domain/notices/sentence.ts'
import type { MailedNotices, NoticesMailer } from '../../core/services/notices/mail.ts'
import type { Letter, Mailer } from '../../core/services/ports.ts'
import { noticeLetter } from './notice.tsx'

const LINE_MAX = 120

/** What a member has not read, through the provider that carries all mail. */
export const noticesMailer = (mailer: Mailer, origin: string): NoticesMailer => ({
  send: (mail, key) => mailer.send({ key, isAutomatic: true, to: mail.email, ...noticesLetter(mail, origin) }),
})

/** Words of others only in its text, never in its subject. */
export const noticesLetter = ({ business_name, notices, work }: MailedNotices, origin: string): Letter =>
  noticeLetter({
    subject: notices.length === 1 ? 'One thing waits for you' : `${notices.length} things wait for you`,
    body: [`In ${lineOf(business_name)}:`, ...notices.map((notice) => lineOfNotice(notice, work))].join('\n'),
    button: { label: 'Open them', href: `${origin}/notices` },
    small: 'Once a day, when something is unread. Change it where they are listed.',
  })

function lineOfNotice(notice: MailedNotices['notices'][number], work: string): string {
  const about = [notice.title, notice.context].flatMap((part) => (part ? [lineOf(part)] : []))
  return `- ${lineOf(noticeSentence(notice, work))}${about.length ? `: ${about.join(', ')}` : ''}`
}

/** In one line, so that nobody writes lines of his own into the mail. */
const lineOf = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, LINE_MAX)

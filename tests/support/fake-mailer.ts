import type { Papers } from '../../core/services/documents/papers.ts'
import { PortalLinks } from '../../core/services/documents/portal-links.ts'
import type { SendPorts } from '../../core/services/documents/sent-kind.ts'
import type { Letters, Mailer, MailOutcome, OutgoingMail } from '../../core/services/ports.ts'
import type { TellPorts } from '../../core/services/quotes/tell-decision.ts'
import { messageLetter } from '../../workers/mails/message.tsx'
import { documentValues } from '../../workers/mails/values.ts'

import { fakeFiles } from './fake-files.ts'

/** Behind the @ of where mail arrives. */
export const MAIL_DOMAIN = 'in.hub.example'

export const letters: Letters = {
  invoice: ({ invoice, url, subject }) => ({
    subject: subject ?? `Invoice ${invoice.invoice_number}`,
    text: url,
    html: url,
  }),
  reminder: ({ invoice, url, stage }) => ({ subject: `${stage} ${invoice.invoice_number}`, text: url, html: url }),
  quote: ({ quote, url, subject }) => ({ subject: subject ?? `Quote ${quote.quote_number}`, text: url, html: url }),
  credit_note: ({ credit_note, url, subject }) => ({
    subject: subject ?? `Credit note ${credit_note.credit_note_number}`,
    text: url,
    html: url,
  }),
  quoteApproved: ({ quote, url, depositUrl }) => ({
    subject: `You approved ${quote.quote_number}`,
    text: depositUrl ?? url,
    html: url,
  }),
  statement: ({ customer, account }) => ({
    subject: `Statement ${customer.display_name}`,
    text: account.closing_balance,
    html: '',
  }),
  quoteDecided: ({ quote, appUrl }) => ({ subject: `Decided ${quote.quote_number}`, text: appUrl, html: appUrl }),
  message: messageLetter,
  values: documentValues,
}

const paperOf = async (facts: object) => new TextEncoder().encode(JSON.stringify(facts))
/** What stands on each, instead of how it looks. */
export const fakePapers: Papers = {
  invoice: paperOf,
  receipt: paperOf,
  dunningLetter: paperOf,
  quote: paperOf,
  creditNote: paperOf,
  statement: paperOf,
  withPayLink: async (bytes, url) => new TextEncoder().encode(`${new TextDecoder().decode(bytes)} ${url}`),
}

export interface FakeMailer extends Mailer {
  sent: OutgoingMail[]
  outcome: MailOutcome
  delayMs: number
}

/** A provider that remembers its keys, as the real one does. */
export function fakeMailer(): FakeMailer {
  const keys = new Set<string>()
  const mailer: FakeMailer = {
    sent: [],
    outcome: { outcome: 'accepted', id: 'mail' },
    delayMs: 0,
    async send(mail) {
      const outcome = mailer.outcome
      if (mailer.delayMs) await new Promise((resolve) => setTimeout(resolve, mailer.delayMs))
      if (outcome.outcome !== 'refused' && !keys.has(mail.key)) {
        keys.add(mail.key)
        mailer.sent.push(mail)
      }
      return outcome
    },
  }
  return mailer
}

export function sendPorts(mailer: Mailer = fakeMailer()): Required<SendPorts> & TellPorts {
  return {
    mailer,
    letters: { ...letters },
    links: new PortalLinks('http://hub.example', 'a secret of the tests'),
    payments: { newAccountsCharge: true },
    papers: fakePapers,
    fileStore: fakeFiles(),
  }
}

import { PortalLinks } from '../../core/services/documents/portal-links.ts'
import type { SendPorts } from '../../core/services/documents/sent-kind.ts'
import type { Mailer, MailOutcome, OutgoingMail } from '../../core/services/ports.ts'

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

export function sendPorts(mailer: Mailer = fakeMailer()): SendPorts {
  return {
    mailer,
    letters: {
      invoice: ({ invoice, url }) => ({ subject: `Invoice ${invoice.invoice_number}`, text: url, html: url }),
      quote: ({ quote, url }) => ({ subject: `Quote ${quote.quote_number}`, text: url, html: url }),
    },
    links: new PortalLinks('http://hub.example', 'a secret of the tests'),
    payments: { newAccountsCharge: true },
  }
}

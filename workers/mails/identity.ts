import type { IdentityMail, IdentityMailer } from '../../core/services/auth/ports.ts'
import type { Letter, Mailer } from '../../core/services/ports.ts'
import { headerText } from '../adapters/mail/header-text.ts'
import { formatsFor } from '../documents/format.ts'
import { withCode } from './document.tsx'
import { type Notice, noticeLetter } from './notice.tsx'

/** The mails about accounts, through the provider that carries all mail. */
export function identityMailer(mailer: Mailer, origin: string): IdentityMailer {
  return {
    async send(mail, key) {
      const { outcome } = await mailer.send({ key, isAutomatic: true, to: mail.to, ...identityLetter(mail, origin) })
      return outcome === 'accepted'
    },
  }
}

/** Words only of ours in mails to an address that a stranger may have typed; an invitation names who invites, in its text alone. */
export const identityLetter = (mail: IdentityMail, origin: string): Letter =>
  noticeLetter(NOTICES[mail.kind](mail as never, origin))

type Notices = { [K in IdentityMail['kind']]: (mail: MailOf<K>, origin: string) => Notice }

/** Of a union of which a member may stand for several kinds. */
type MailOf<K, M extends IdentityMail = IdentityMail> = M extends unknown ? (K extends M['kind'] ? M : never) : never

const IGNORE = 'If this was not you, ignore this mail: nothing happens without the link.'

const NOTICES: Notices = {
  verify: ({ token }, origin) => ({
    subject: 'Confirm your e-mail address',
    body: 'Confirm your e-mail address to open your business on SMB Hub, and choose your password there.',
    button: { label: 'Confirm and open', href: link(origin, 'verify', token) },
    small: `The link works once, for 24 hours. ${IGNORE}`,
  }),
  unconfirmed: ({ token }, origin) => ({
    subject: 'Confirm your e-mail address first',
    body: 'Your sign-up on SMB Hub waits for this e-mail address to be confirmed; until then nobody can sign in. Confirm it, and choose your password there.',
    button: { label: 'Confirm and open', href: link(origin, 'verify', token) },
    small: `The link works once, for 24 hours. ${IGNORE}`,
  }),
  known_address: (_, origin) => ({
    subject: 'You have an account already',
    body: 'Somebody, probably you, signed up with this e-mail address. It has an account already: sign in with it. Another business is opened inside, in the menu of your account.',
    button: { label: 'Sign in', href: `${origin}/login` },
    small: `Forgotten the password? Choose a new one at ${origin}/forgot`,
  }),
  reset: ({ token }, origin) => ({
    subject: 'Choose a new password',
    body: 'Choose a new password for SMB Hub. You will be signed out everywhere.',
    button: { label: 'Choose a password', href: link(origin, 'reset', token) },
    small: `The link works once, for one hour. ${IGNORE}`,
  }),
  unknown_address: (_, origin) => ({
    subject: 'No account with this address',
    body: 'Somebody asked for a new password with this e-mail address, but it has no account on SMB Hub. Perhaps you signed up with another one.',
    button: { label: 'Sign up', href: `${origin}/signup` },
    small: 'If this was not you, ignore this mail.',
  }),
  invitation: ({ token, businessName, inviterName, role }, origin) => ({
    subject: 'You are invited to join a team',
    body: `${nameOf(inviterName)} invites you to work in ${nameOf(businessName)} on SMB Hub, as ${ROLE_NAMES[role] ?? role}.`,
    button: { label: 'Join', href: link(origin, 'accept-invitation', token) },
    small: 'The link works once, for seven days. If you do not know who this is, ignore this mail.',
  }),
  business_closed: ({ businessName, until }, origin) => ({
    subject: 'Your business was closed',
    body: `${nameOf(businessName)} was closed on SMB Hub by one of its owners. Nothing is sent from it any more, and nobody works in it. Until ${longDay(until)} an owner can open it again, and take an export; then it is removed with everything in it.`,
    button: { label: 'Sign in to open it again', href: `${origin}/login` },
    small:
      'You get this mail because you own it. If no owner wanted this, sign in, open it again and change your password.',
  }),
  business_ending: ({ businessName, until }, origin) => ({
    subject: 'Your closed business is removed soon',
    body: `${nameOf(businessName)} was closed on SMB Hub. On ${longDay(until)} it is removed with everything in it: documents, messages, files and history. Until then an owner can still open it again, or take an export.`,
    button: { label: 'Sign in', href: `${origin}/login` },
    small: 'You get this mail because you own it. There is nothing to do if it shall go.',
  }),
  business_left: ({ businessName, until }, origin) => ({
    subject: 'A business that you work in was closed',
    body: `${nameOf(businessName)} was closed on SMB Hub by one of its owners. Nobody works in it any more. Until ${longDay(until)} an owner can open it again; then it is removed with everything in it. If you belong to no other business on SMB Hub by then, your account is removed with it.`,
    button: { label: 'Sign in', href: `${origin}/login` },
    small: 'You get this mail because you are a member of it. There is nothing that you need to do.',
  }),
  closed_payment: (mail, origin) => ({
    subject: 'A payment of your closed business',
    body: `${nameOf(mail.businessName)} is closed on SMB Hub. Stripe tells of a payment ${ofMoney(mail)} since then. It is recorded here, and nobody works on it. What becomes of it is seen at Stripe.`,
    button: { label: 'See it at Stripe', href: mail.url },
    small: openAgain(mail, origin),
  }),
  closed_dispute: (mail, origin) => ({
    subject: `${mail.outcome ? 'A dispute' : 'A payment'} of your closed business ${mail.outcome ? `was ${mail.outcome}` : 'is disputed'}`,
    body: `${nameOf(mail.businessName)} is closed on SMB Hub. ${mail.outcome ? endOf(mail, mail.outcome) : beginOf(mail)}`,
    button: { label: 'See it at Stripe', href: mail.url },
    small: openAgain(mail, origin),
  }),
}

type MoneyMail = MailOf<'closed_payment'>

const beginOf = (mail: MoneyMail) =>
  `Stripe tells that a customer, or a bank, disputes a payment ${ofMoney(mail)}. ${mail.respondBy ? `It can be answered at Stripe until ${longDay(mail.respondBy)}; who does not answer usually loses it.` : 'What becomes of it is seen at Stripe.'}`

const ENDS = {
  won: 'was won: the money is yours',
  lost: 'was lost: the money went back to the customer',
  closed: 'was closed: it takes no money',
}
const endOf = (mail: MoneyMail, outcome: keyof typeof ENDS) =>
  `Stripe tells that the dispute of a payment ${ofMoney(mail)} ${ENDS[outcome]}.`

function ofMoney({ amount, currency, country, invoiceNumber }: MoneyMail): string {
  const formats = formatsFor({ language: 'en', country }, currency)
  return `of ${withCode(formats.money(amount), formats)}${invoiceNumber ? ` for invoice ${nameOf(invoiceNumber)}` : ''}`
}

const openAgain = ({ until }: MoneyMail, origin: string) =>
  `You get this mail because you own it. ${until ? `Until ${longDay(until)} an owner can open it again: ${origin}/login` : 'It is being removed, and cannot be opened again.'}`

const longDay = (day: string) =>
  new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

const NAME_MAX = 60
/** A name of somebody's choice, too short for an advertisement, and no link: mail programs make one of any address. */
const nameOf = (name: string) =>
  headerText(name)
    .replace(/:\/\/|(?<=\S)\.(?=\p{L}{2})/gu, ' ')
    .slice(0, NAME_MAX)
    .toWellFormed()

const ROLE_NAMES: Record<string, string> = {
  OWNER: 'an owner',
  ADMIN: 'an administrator',
  STAFF: 'a member of staff',
  AGENT: 'field staff',
  VIEWER: 'a viewer',
}

const link = (origin: string, page: string, token: string) => `${origin}/${page}?token=${token}`

import { describe, expect, it } from 'vitest'
import type { IdentityMail } from '../../core/services/auth/ports.ts'
import type { Mailer, OutgoingMail } from '../../core/services/ports.ts'
import { identityLetter, identityMailer } from '../../workers/mails/identity.ts'

const ORIGIN = 'https://hub.example'
const invitation = (more: object) =>
  ({
    kind: 'invitation',
    to: 'bo@example.com',
    token: 'T0ken',
    businessName: 'Cyclone',
    inviterName: 'Ana',
    role: 'ADMIN',
    ...more,
  }) as IdentityMail

const money = (kind: 'closed_payment' | 'closed_dispute', more: object = {}) =>
  ({
    kind,
    to: 'a@example.com',
    businessName: 'Cyclone',
    country: 'DE',
    until: '2026-12-27',
    amount: '1234.50',
    currency: 'EUR',
    invoiceNumber: 'INV-7',
    respondBy: '2026-12-04',
    outcome: null,
    url: 'https://stripe.example/1',
    ...more,
  }) as IdentityMail

describe('mails about accounts', () => {
  it('of money of a closed business promise none, and say until when it can be answered and opened', () => {
    const payment = identityLetter(money('closed_payment'), ORIGIN).text
    expect(payment).toContain('Stripe tells of a payment of €1,234.50 EUR for invoice INV-7 since then.')
    expect(payment).toContain(`Until December 27, 2026 an owner can open it again: ${ORIGIN}/login`)
    const dispute = identityLetter(money('closed_dispute'), ORIGIN).text
    expect(dispute).toContain('It can be answered at Stripe until December 4, 2026')
    const late = identityLetter(money('closed_dispute', { until: null, respondBy: null, invoiceNumber: null }), ORIGIN)
    expect(late.text).toContain('disputes a payment of €1,234.50 EUR. What becomes of it is seen at Stripe.')
    expect(late.text).not.toContain(ORIGIN)
    const lost = identityLetter(money('closed_dispute', { outcome: 'lost', respondBy: null }), ORIGIN)
    expect(lost.subject).toBe('A dispute of your closed business was lost')
    expect(lost.text).toContain('for invoice INV-7 was lost: the money went back to the customer.')
  })

  it('invites to a role by the name that the app gives it', () => {
    const said = ['ADMIN', 'STAFF', 'AGENT', 'VIEWER'].map(
      (role) => /, as (.*)\./.exec(identityLetter(invitation({ role }), ORIGIN).text)?.[1],
    )
    expect(said).toEqual(['an administrator', 'a member of staff', 'field staff', 'a viewer'])
  })

  it.each([
    [{ kind: 'verify', to: 'a@example.com', token: 'T0ken' }, `${ORIGIN}/verify?token=T0ken`],
    [{ kind: 'unconfirmed', to: 'a@example.com', token: 'T0ken' }, `${ORIGIN}/verify?token=T0ken`],
    [{ kind: 'reset', to: 'a@example.com', token: 'T0ken' }, `${ORIGIN}/reset?token=T0ken`],
    [invitation({}), `${ORIGIN}/accept-invitation?token=T0ken`],
    [{ kind: 'known_address', to: 'a@example.com' }, `${ORIGIN}/login`],
    [{ kind: 'unknown_address', to: 'a@example.com' }, `${ORIGIN}/signup`],
    [{ kind: 'business_closed', to: 'a@example.com', businessName: 'Cyclone', until: '2026-12-27' }, `${ORIGIN}/login`],
    [{ kind: 'business_left', to: 'a@example.com', businessName: 'Cyclone', until: '2026-12-27' }, `${ORIGIN}/login`],
    [money('closed_payment'), 'https://stripe.example/1'],
    [money('closed_dispute'), 'https://stripe.example/1'],
  ] as [IdentityMail, string][])('$kind says the same with and without HTML', (mail, link) => {
    const { subject, text, html } = identityLetter(mail, ORIGIN)
    expect(text).toContain(`\n${link}\n`)
    expect(html).toContain(`href="${link}"`)
    expect(html.match(/href=/g)).toHaveLength(1)
    expect(subject.length).toBeGreaterThan(10)
  })

  it.each(['Evil\r\nBcc: victim@example.com', 'Evil\nSubject: x', 'a\u2028b', 'a\u0000b', '\u202Eevil'])(
    'EM4 %j in a name ends no header',
    (name) => {
      const { subject } = identityLetter(invitation({ businessName: name, inviterName: name }), ORIGIN)
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\u202E]/u)
    },
  )

  it('says nothing of a stranger in its subject, and makes no link and no long text of his name', () => {
    const { subject, text, html } = identityLetter(
      invitation({
        businessName: 'Cheap pills at https://pills.example/buy or pills.example',
        inviterName: 'x'.repeat(300),
      }),
      ORIGIN,
    )
    expect(subject).toBe('You are invited to join a team')
    for (const body of [text, html]) {
      expect(body).not.toMatch(/pills\.example|https:\/\/pills/)
      expect(body).not.toContain('x'.repeat(61))
    }
    expect(identityLetter(invitation({ businessName: 'A.B. Smith & Co.' }), ORIGIN).text).toContain('A.B. Smith & Co.')
  })

  it('XS1 a name is text, not markup', () => {
    const { html } = identityLetter(invitation({ businessName: '<img src=x onerror=alert(1)>' }), ORIGIN)
    expect(html).not.toContain('<img')
  })

  it.each([
    ['accepted', true],
    ['refused', false],
    ['unknown', false],
  ])('a provider that says %s: %s', async (outcome, sent) => {
    const seen: OutgoingMail[] = []
    const send = async (mail: OutgoingMail) => {
      seen.push(mail)
      return { outcome }
    }
    const mailer = { send } as unknown as Mailer
    expect(await identityMailer(mailer, ORIGIN).send({ kind: 'known_address', to: 'a@example.com' }, 'key-1')).toBe(
      sent,
    )
    expect(seen).toMatchObject([{ key: 'key-1', isAutomatic: true, to: 'a@example.com', fromName: 'SMB Hub' }])
  })
})

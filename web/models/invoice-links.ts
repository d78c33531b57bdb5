import type { LinkedKind } from './document-link.ts'
import { invoices } from './invoices.ts'

export const invoiceLinks: LinkedKind = {
  word: 'invoice',
  link: 'Payment link',
  openFor: 'payment',
  may: 'invoices.create_payment_link',
  actions: { create: 'create_payment_link', rotate: 'rotate_payment_link', revoke: 'revoke_payment_link' },
  mint: async (id, way) => {
    const minted = await invoices.act(id, way === 'rotate' ? 'rotate-payment-link' : 'payment-link')
    return { url: minted.payment_link_url, number: minted.invoice_number }
  },
  revoke: (id) => invoices.act(id, 'revoke-payment-link'),
  markSent: ({ id, version }) => invoices.act(id, 'mark-sent', { if_match_version: version }),
}

import type { LinkedKind } from './document-link.ts'
import { quotes } from './quotes.ts'

export const quoteLinks: LinkedKind = {
  word: 'quote',
  link: 'Link',
  openFor: 'approval',
  may: 'quotes.create_link',
  actions: { create: 'create_link', rotate: 'rotate_link', revoke: 'revoke_link' },
  mint: async (id, way) => {
    const minted = await quotes.act(id, way === 'rotate' ? 'rotate-link' : 'link')
    return { url: minted.link_url, number: minted.quote_number }
  },
  revoke: (id) => quotes.act(id, 'revoke-link'),
  markSent: ({ id, version }) => quotes.act(id, 'mark-sent', { if_match_version: version }),
}

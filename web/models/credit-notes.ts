import type { CreditNote } from '../../core/contract/credit-notes.ts'
import type { SentKind } from './document-kind.ts'
import type { LinkedKind } from './document-link.ts'
import { queryClient } from './queries.ts'
import { Resource } from './resource.ts'

export const creditNotes = new Resource('credit_note', '/v1/credit-notes', {
  shows: ['invoice', 'contact', 'payment'],
  // The minted link stays with its caller.
  kept: (note) => ({ ...note, link_url: null }),
})

export const creditNoteLinks: LinkedKind = {
  word: 'credit note',
  link: 'Link',
  openFor: 'the customer',
  may: 'credit_notes.create_link',
  actions: { create: 'create_link', rotate: 'rotate_link', revoke: 'revoke_link' },
  mint: async (id, way) => {
    const minted = await creditNotes.act(id, way === 'rotate' ? 'rotate-link' : 'link')
    return { url: minted.link_url, number: minted.credit_note_number }
  },
  revoke: (id) => creditNotes.act(id, 'revoke-link'),
  markSent: ({ id, version }) => creditNotes.act(id, 'mark-sent', { if_match_version: version }),
}

/** A credit note, for sending. */
export const creditNoteKind: SentKind<CreditNote> = {
  word: 'credit_note',
  load: (id) => queryClient.fetchQuery({ ...creditNotes.one(id), staleTime: 0 }),
  send: ({ id, version: if_match_version }, { again, ...words }, hold_seconds) =>
    creditNotes.act(id, again ? 'send-again' : 'send', { channel: 'EMAIL', ...words, hold_seconds, if_match_version }),
  lastSent: (note) => note.last_sent_at,
  cancelSend: (id) => creditNotes.act(id, 'cancel-send'),
  keep: (note) => creditNotes.keep(note),
  numberOf: (note) => note.credit_note_number,
}

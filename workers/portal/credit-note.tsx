/** @jsxImportSource hono/jsx */
import type { PortalCreditNote } from '../../core/contract/portal.ts'
import { isIssued } from '../../core/domain/credit-notes/machine.ts'
import { sinceSent } from '../../core/services/documents/paper.ts'
import { PortalCreditNoteRow, presentPortalCreditNote } from '../../core/services/portal/credit-note-row.ts'
import { creditNoteFacts } from '../documents/facts.ts'
import { formatsFor } from '../documents/format.ts'
import type { Print } from '../papers.ts'
import { Amount, ClosedNote, Foot, Head, LinesCard } from './document-parts.tsx'
import type { PortalKind, Shown, Visit } from './kind.ts'
import type { Page } from './page.tsx'

function show(found: unknown, { path }: Visit): Shown {
  const row = PortalCreditNoteRow.parse(found)
  const note = presentPortalCreditNote(row)
  const paper = async ({ papers, once }: Print) => {
    const place = isIssued(note) ? row.place : null
    const bytes = await once(place, () => papers.creditNote(sinceSent(note, place)))
    return { kind: 'Credit note', number: note.credit_note_number ?? '', bytes }
  }
  return { data: note, page: () => creditNotePage(note, path), paper }
}

function creditNotePage(note: PortalCreditNote, path: string): Page {
  const formats = formatsFor(note.business, note.currency)
  const { locale } = formats
  return {
    title: `Credit note ${note.credit_note_number} from ${note.business.name}`,
    language: locale.startsWith('en') ? locale : 'en',
    brand: note.business.brand_color,
    body: (
      <main>
        <Head business={note.business} title={`Credit note ${note.credit_note_number}`} />
        {note.business_closed ? <ClosedNote business={note.business} /> : null}
        <section class="card" aria-labelledby="credited">
          <div class="m s" id="credited">
            Amount credited
          </div>
          <Amount amount={note.total} formats={formats} />
          <div class="m s">Of invoice {note.invoice_number}</div>
          {note.reason ? <p class="s typed">{note.reason}</p> : null}
        </section>
        <LinesCard document={note} formats={formats} facts={creditNoteFacts(note, formats)} />
        <Foot business={note.business} path={path} locale={locale} hasPaper isClosed={note.business_closed} />
      </main>
    ),
  }
}

/** A credit note asks nothing of the customer. */
export const creditNotePortal: PortalKind = {
  show,
  forms: {},
  retry: '',
  messages: {},
  foreign: 'Open the credit note itself',
}

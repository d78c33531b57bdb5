import { sql } from 'drizzle-orm'
import { creditNoteMachine, creditNoteSendProblems } from '../../domain/credit-notes/machine.ts'
import { isPossible, statusesFor } from '../../domain/kernel/machine.ts'
import { filledWords } from '../documents/mail-words.ts'
import { partiesOf } from '../documents/rows.ts'
import type { SentKind } from '../documents/sent-kind.ts'
import { eInvoiceProblems } from '../e-invoices/problems.ts'
import { actionFacts, type CreditNoteRow, creditNoteObject, loadCreditNote, parseCreditNote } from './internal.ts'
import { frozenCreditNotePaper } from './paper.ts'
import { presentCreditNote } from './present.ts'

type Claimed = CreditNoteRow & { paper: unknown }

/** A credit note, for all that sends documents. Once it is out its amount goes to its invoice as far as that is owed. */
export const sentCreditNote: SentKind<CreditNoteRow, Claimed> = {
  kind: 'credit_note',
  object: creditNoteObject,
  parse: parseCreditNote,
  load: loadCreditNote,
  present: (row) => presentCreditNote(row),
  startsFrom: (step, row) => statusesFor(creditNoteMachine, step).includes(row.status),
  isPossible: (step, row) => isPossible(creditNoteMachine, step, actionFacts(row)),
  issueProblems: () => [],
  sendProblems: (row) => creditNoteSendProblems(actionFacts(row)),
  eInvoiceProblems: (tenant, id) => eInvoiceProblems(tenant, 'credit_note', id),
  fieldsOf: (row) => ({ ...row, line_items: row.lines }),
  claimedObject: (id) =>
    sql`${creditNoteObject(id)} || jsonb_build_object('paper', app.credit_note_paper(${id}::uuid))`,
  parseClaimed: (object) => ({ ...parseCreditNote(object), paper: (object as { paper: unknown }).paper }),
  paper(papers, claimed) {
    const { note, place } = frozenCreditNotePaper(claimed.paper)
    const { credit_note_number: number } = note
    return place && number ? { place, number, draw: () => papers.creditNote(note), isPayable: false } : null
  },
  letter(ports, claimed, words) {
    const [parties, credit_note] = [partiesOf(claimed), presentCreditNote(claimed)]
    return ports.letters.credit_note({
      ...parties,
      credit_note,
      url: words.url,
      ...filledWords(ports.letters.values, {}, parties, words),
    })
  },
  issuedSteps: (tenant, id) => [tenant.db.execute(sql`select app.apply_credit_note(${id}::uuid)`)],
  heldJob: (credit_note_id, mail) => ({ type: 'CREDIT_NOTE_SEND', payload: { credit_note_id, ...mail } }),
  overMessage: () => 'This credit note cannot be sent now',
  links: {
    create: 'credit_notes.create_link',
    rotate: 'credit_notes.rotate_link',
    revoke: 'credit_notes.revoke_link',
  },
}

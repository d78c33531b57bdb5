import { z } from '@hono/zod-openapi'
import {
  CreateCreditNote,
  CreditNote,
  CreditNoteQuery,
  CreditNoteSummary,
  RevisedInvoice,
  UpdateCreditNote,
} from '../../core/contract/credit-notes.ts'
import { Activity } from '../../core/contract/documents.ts'
import { Expecting, ReviseInvoice, SendInvoice } from '../../core/contract/invoices.ts'
import { createCreditNote } from '../../core/services/credit-notes/create.ts'
import { deleteCreditNote } from '../../core/services/credit-notes/delete.ts'
import { getCreditNote, listCreditNoteActivity } from '../../core/services/credit-notes/get.ts'
import { cancelCreditNoteSend, holdCreditNote, holdCreditNoteAgain } from '../../core/services/credit-notes/hold.ts'
import {
  createCreditNoteLink,
  markCreditNoteSent,
  revokeCreditNoteLink,
  rotateCreditNoteLink,
} from '../../core/services/credit-notes/links.ts'
import { listCreditNotes } from '../../core/services/credit-notes/list.ts'
import { getCreditNotePaper } from '../../core/services/credit-notes/paper.ts'
import { presentCreditNote, presentSummary } from '../../core/services/credit-notes/present.ts'
import { reviseInvoice } from '../../core/services/credit-notes/revise.ts'
import { sendCreditNote, sendCreditNoteAgain } from '../../core/services/credit-notes/send.ts'
import { updateCreditNote } from '../../core/services/credit-notes/update.ts'
import { getEInvoice } from '../../core/services/e-invoices/get.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { presentInvoice } from '../../core/services/invoices/present.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answerPaper, answerXml, printOf } from '../papers.ts'
import { answer } from '../respond.ts'
import { paperRoute, route, router, xmlRoute } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Corrections']
const ofNote = { data: CreditNote, tags }

const create = route('post', '/invoices/{id}/credit-notes', {
  summary: 'Draft a credit note of an invoice: lines, an amount, or all that is left',
  body: CreateCreditNote,
  status: 201,
  ...ofNote,
})
const revise = route('post', '/invoices/{id}/revise', {
  summary: 'Credit all that is left of an invoice and draft a corrected one, at once and once',
  body: ReviseInvoice,
  data: RevisedInvoice,
  tags,
})
const list = route('get', '/credit-notes', {
  summary: 'List credit notes',
  query: CreditNoteQuery,
  data: z.array(CreditNoteSummary),
  tags,
})
const get = route('get', '/credit-notes/{id}', { summary: 'Get a credit note', ...ofNote })
const update = route('patch', '/credit-notes/{id}', {
  summary: 'Edit a draft, or the internal notes and tags of any',
  body: UpdateCreditNote,
  ...ofNote,
})
const remove = route('delete', '/credit-notes/{id}', {
  summary: 'Delete a draft without a number',
  data: z.object({ id: z.string() }),
  tags,
})
const activity = route('get', '/credit-notes/{id}/activity', {
  summary: 'What happened, newest first',
  data: z.array(Activity),
  tags,
})
const paper = paperRoute('/credit-notes/{id}/pdf', { summary: 'The credit note as it is printed', tags })
const eInvoice = xmlRoute('/credit-notes/{id}/e-invoice', {
  summary: 'The credit note as EN 16931 says it, in UBL',
  tags,
})
const send = route('post', '/credit-notes/{id}/send', {
  summary: 'Issue and send by mail; 202 when held',
  body: SendInvoice,
  status: [200, 202],
  ...ofNote,
})
const sendAgain = route('post', '/credit-notes/{id}/send-again', {
  summary: 'Mail what was sent before once more; 202 when held',
  body: SendInvoice,
  status: [200, 202],
  ...ofNote,
})
const cancel = route('post', '/credit-notes/{id}/cancel-send', { summary: 'Take a held send back', ...ofNote })
const markSent = route('post', '/credit-notes/{id}/mark-sent', {
  summary: 'Issue: number, freeze, and take it off the invoice as far as that is owed',
  body: Expecting,
  ...ofNote,
})
const mint = route('post', '/credit-notes/{id}/link', { summary: 'Mint a link; issues a draft', ...ofNote })
const revoke = route('post', '/credit-notes/{id}/revoke-link', { summary: 'Close every link', ...ofNote })
const rotate = route('post', '/credit-notes/{id}/rotate-link', {
  summary: 'Close every link and mint a new one',
  ...ofNote,
})

const note = objectOf(getCreditNote, presentCreditNote)
const invoice = objectOf(getInvoice, presentInvoice)

export const creditNoteRoutes = router()
  .openapi(create, async (c) => {
    const input = c.req.valid('json')
    const made = await invoice.attempt(c, (tenant, id) => createCreditNote(tenant, id, input))
    return answer(c, presentCreditNote(made), { status: 201 })
  })
  .openapi(revise, async (c) => {
    const { reason, if_match_version } = c.req.valid('json')
    return answer(c, await invoice.attempt(c, reviseInvoice, reason, if_match_version))
  })
  .openapi(list, (c) => page(c, listCreditNotes, c.req.valid('query'), presentSummary))
  .openapi(get, (c) => note.get(c))
  .openapi(update, (c) => note.change(c, updateCreditNote, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await note.attempt(c, deleteCreditNote)))
  .openapi(activity, async (c) => answer(c, await listCreditNoteActivity(tenantDb(c), c.req.valid('param').id)))
  .openapi(paper, async (c) => {
    const { note, place } = await getCreditNotePaper(tenantDb(c), c.req.valid('param').id)
    const print = printOf(c)
    const bytes = await print.once(place, () => print.papers.creditNote(note))
    return answerPaper(c, note.credit_note_number, 'Credit note', bytes)
  })
  .openapi(eInvoice, async (c) => {
    const { number, xml } = await getEInvoice(tenantDb(c), 'credit_note', c.req.valid('param').id)
    return answerXml(c, number, 'Credit note', xml)
  })
  .openapi(send, (c) => {
    const input = c.req.valid('json')
    if (input.hold_seconds > 0) return note.changeLater(c, holdCreditNote, input)
    return note.change(c, (tenant, id) => sendCreditNote(tenant, c.var.services, id, input))
  })
  .openapi(sendAgain, (c) => {
    const input = c.req.valid('json')
    if (input.hold_seconds > 0) return note.changeLater(c, holdCreditNoteAgain, input)
    return note.change(c, (tenant, id) => sendCreditNoteAgain(tenant, c.var.services, id, input))
  })
  .openapi(cancel, (c) => note.change(c, cancelCreditNoteSend))
  .openapi(markSent, (c) => note.change(c, markCreditNoteSent, c.req.valid('json').if_match_version))
  .openapi(mint, (c) => minted(c, createCreditNoteLink))
  .openapi(revoke, (c) => note.change(c, revokeCreditNoteLink))
  .openapi(rotate, (c) => minted(c, rotateCreditNoteLink))

/** The only answer in which a link is seen; a replay shows the same one. */
async function minted(c: HubContext, verb: typeof createCreditNoteLink) {
  const { row, url } = await note.attempt(c, (tenant, id) => verb(tenant, c.var.services.links, id))
  return answer(c, presentCreditNote(row, url))
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DraftFields } from '../../../core/domain/drafts/fields.ts'
import { type Kept, keptOf, type Said, withKept } from '../../../core/domain/drafts/kinds.ts'
import { changedPaths } from '../../../core/domain/drafts/payload.ts'
import { namesOf } from '../../../core/services/ai-drafts/typed.ts'

const KINDS = ['CREATE_WORK_ITEM', 'DRAFT_AR_MESSAGE', 'DRAFT_QUOTE', 'DRAFT_INVOICE', 'DRAFT_EXPENSE'] as const
type Kind = (typeof KINDS)[number]

interface Draft extends Said {
  kept: Kept
}
/** What rules read of the words as each kind, always the same. */
const read = (intent: Kind, more: { payload?: object; fields?: DraftFields } = {}): Draft => ({
  intent,
  draftPayload: { ...(intent === 'DRAFT_AR_MESSAGE' ? { type: 'COLLECTION' } : {}), ...more.payload },
  fields: more.fields ?? {},
  edited: [],
  kept: {},
})
const as = (draft: Draft, intent: Kind, anew = read(intent)): Draft => {
  const kept = keptOf(draft.kept, draft)
  return { ...withKept(anew, kept, namesOf(intent)), kept }
}
const type = (draft: Draft, changes: object): Draft => {
  const draftPayload = { ...draft.draftPayload, ...changes }
  const edited = [...new Set([...draft.edited, ...changedPaths(draft.draftPayload, draftPayload)])]
  return { ...draft, draftPayload, edited }
}

describe('a draft of another kind, and back', () => {
  it('is for whom a person chose, through an expense too', () => {
    const chosen = type(read('DRAFT_INVOICE', { payload: { contact_id: 'read' } }), { contact_id: 'chosen' })
    const work = as(
      as(chosen, 'DRAFT_EXPENSE'),
      'CREATE_WORK_ITEM',
      read('CREATE_WORK_ITEM', { payload: { contact_id: 'read' } }),
    )
    expect(work).toMatchObject({ draftPayload: { contact_id: 'chosen' }, edited: ['contact_id'] })
  })

  it('is for whom its source is, where nobody chose', () => {
    const before = read('DRAFT_INVOICE', { payload: { contact_id: 'gone since' } })
    expect(as(as(before, 'DRAFT_EXPENSE'), 'DRAFT_INVOICE').draftPayload).not.toHaveProperty('contact_id')
  })

  it('is for nobody where a person took it away', () => {
    const without = type(read('DRAFT_INVOICE', { payload: { contact_id: 'read' } }), { contact_id: null })
    const back = as(
      as(without, 'DRAFT_EXPENSE'),
      'DRAFT_INVOICE',
      read('DRAFT_INVOICE', { payload: { contact_id: 'read' } }),
    )
    expect(back.draftPayload).not.toHaveProperty('contact_id')
  })

  it('has what a model proposed, with how sure it was', () => {
    const field = { value: 'Fix the tap', confidence: 0.7, span: null, origin: 'MODEL' } as const
    const work = read('CREATE_WORK_ITEM', { payload: { title: 'Fix the tap' }, fields: { title: field } })
    const back = as(
      as(work, 'DRAFT_INVOICE'),
      'CREATE_WORK_ITEM',
      read('CREATE_WORK_ITEM', { payload: { title: 'Tap' } }),
    )
    expect(back).toMatchObject({ draftPayload: { title: 'Fix the tap' }, fields: { title: field }, edited: [] })
  })

  it('an invoice and a quote have the same lines and words, each its own day', () => {
    const line_items = [{ name: 'Valve', qty: '2', rate: '85' }]
    const invoice = type(read('DRAFT_INVOICE'), { line_items, due_date: '2026-12-01', notes: 'Thanks' })
    const quote = type(as(invoice, 'DRAFT_QUOTE'), { expiry_date: '2027-01-01', notes: 'Hello' })
    expect(quote.draftPayload).toEqual({ line_items, expiry_date: '2027-01-01', notes: 'Hello' })
    expect(as(quote, 'DRAFT_INVOICE').draftPayload).toEqual({ line_items, due_date: '2026-12-01', notes: 'Hello' })
  })

  it('what is written for the house alone is on no paper of a customer', () => {
    const expense = type(read('DRAFT_EXPENSE'), { notes: 'Ask Bob for the money', currency: 'EUR' })
    expect(as(expense, 'DRAFT_INVOICE').draftPayload).toEqual({ currency: 'EUR' })
    expect(as(as(expense, 'DRAFT_INVOICE'), 'DRAFT_EXPENSE').draftPayload).toMatchObject({
      notes: 'Ask Bob for the money',
    })
  })

  it('the day of a vendor’s bill is not that of a customer’s invoice, nor the other way', () => {
    const expense = type(read('DRAFT_EXPENSE'), { due_date: '2026-12-31' })
    const invoice = as(expense, 'DRAFT_INVOICE')
    expect(invoice).toMatchObject({ draftPayload: {}, edited: [] })
    expect(invoice.draftPayload).not.toHaveProperty('due_date')
    const dated = type(invoice, { due_date: '2026-12-01' })
    expect(as(dated, 'DRAFT_EXPENSE').draftPayload).toMatchObject({ due_date: '2026-12-31' })
    expect(as(as(dated, 'DRAFT_EXPENSE'), 'DRAFT_INVOICE').draftPayload).toMatchObject({ due_date: '2026-12-01' })
  })

  it('a follow-up on money stays one of that kind', () => {
    const followUp = as(read('CREATE_WORK_ITEM', { payload: { type: 'JOB' } }), 'DRAFT_AR_MESSAGE')
    expect(followUp.draftPayload.type).toBe('COLLECTION')
    expect(as(followUp, 'CREATE_WORK_ITEM').draftPayload.type).toBe('JOB')
  })
})

/** What a value means: the same key, the same value wherever it is. */
const meaning = (kind: Kind, name: string) => {
  if (['contact_id', 'currency'].includes(name)) return name
  if (name === 'type') return `${kind}.type`
  return `${kind === 'DRAFT_EXPENSE' ? 'expense' : /QUOTE|INVOICE/.test(kind) ? 'document' : 'work'}.${name}`
}

it('nothing that a person wrote is lost, in whatever order the kinds come', () => {
  const step = fc.record({
    kind: fc.constantFrom(...KINDS),
    at: fc.nat(40),
    text: fc.constantFrom('a', 'b', 'c', null),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const written = new Map<string, string | null>()
      let draft = read('CREATE_WORK_ITEM')
      for (const { kind, at, text } of steps) {
        if (draft.intent !== kind) draft = as(draft, kind)
        for (const name of namesOf(kind)) {
          const said = written.get(meaning(kind, name))
          if (said !== undefined) expect(draft.draftPayload[name] ?? null).toBe(said)
        }
        const name = namesOf(kind)[at % namesOf(kind).length]!
        if ((draft.draftPayload[name] ?? null) === text) continue
        draft = type(draft, { [name]: text })
        written.set(meaning(kind, name), text)
      }
    }),
  )
})

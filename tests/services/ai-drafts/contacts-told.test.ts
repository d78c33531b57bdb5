import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft, UpdateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { presentAiDraft } from '../../../core/services/ai-drafts/present.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const ports = { fileStore: { read: async () => null } as never, pdfLines: async () => [], draftModel: null }
let ours: TestBusiness
let theirs: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})
const note = async (text: string, of: TestBusiness, role: 'OWNER' | 'AGENT' = 'OWNER') =>
  presentAiDraft(await createAiDraft(of.as(role), ports, CreateAiDraft.parse({ source_type: 'MANUAL', text })))

describe('of whom pasted words tell', () => {
  it('a contact by name, address or number; nobody of another business, none that an agent may not see', async () => {
    const samuel = await ours.contact({
      display_name: 'Samuel Adéyemi',
      email: 'samuel@adeyemi.example',
      phone: '+1 416 555 0177',
    })
    const words = [
      'Please invoice Samuel Adeyemi: repair $450',
      'From: samuel@adeyemi.example\nplease invoice me: repair $450',
      'Please invoice the repair $450, call (416) 555-0177',
    ]
    for (const [at, text] of words.entries()) {
      const draft = await note(text, ours)
      expect(draft.contact?.id).toBe(samuel.id)
      expect(draft.draft_payload.contact_id).toBe(samuel.id)
      expect(draft.fields.contact_id).toMatchObject({ level: at === 0 ? 'MEDIUM' : 'HIGH', origin: 'TAUGHT' })
      expect(draft.fields.contact_id?.span).not.toBeNull()
      expect((await note(text, theirs)).contact).toBeNull()
      expect((await note(text, ours, 'AGENT')).contact).toBeNull()
    }
  })

  it('who was named stays so as another thing, and is none when a person says so', async () => {
    const tess = await ours.contact({ display_name: 'Tess Caldwell' })
    const draft = await note('Please invoice Tess Caldwell: repair $450', ours)
    const update = async (input: object) =>
      presentAiDraft(await updateAiDraft(ours.as('OWNER'), draft.id, UpdateAiDraft.parse(input)))
    const quote = await update({ intent: 'DRAFT_QUOTE' })
    expect(quote.fields.contact_id).toMatchObject({ value: tess.id, level: 'MEDIUM' })
    expect((await update({ intent: 'DRAFT_EXPENSE' })).draft_payload.contact_id).toBeUndefined()
    const again = await update({ intent: 'DRAFT_INVOICE' })
    expect(again.contact?.id).toBe(tess.id)
    const without = await update({ draft_payload: { ...again.draft_payload, contact_id: null } })
    expect(without.contact).toBeNull()
  })
})

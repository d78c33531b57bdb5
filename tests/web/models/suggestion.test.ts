import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../../../web/api.ts'
import { type AiDraft, aiDrafts } from '../../../web/models/ai-drafts.ts'
import { textOf } from '../../../web/models/suggestion/dropped.ts'
import { Suggestion } from '../../../web/models/suggestion/editing.ts'
import { marksIn, stretchesOf } from '../../../web/models/suggestion/marks.ts'
import { placesOnPicture } from '../../../web/models/suggestion/on-picture.ts'
import { newDrafts } from '../support/mock-ai-drafts.ts'

const [invoice] = newDrafts() as [AiDraft]
const allowed = (draft: AiDraft): AiDraft => ({ ...draft, allowed_actions: ['update', 'apply'] })
const first = allowed(invoice)
const withPayload = (draft: AiDraft, version: number, changes: object): AiDraft => ({
  ...draft,
  version,
  draft_payload: { ...draft.draft_payload, ...changes },
})
const linesOf = ({ draft_payload }: AiDraft) => draft_payload.line_items as Record<string, unknown>[]
const sent: { version: number; payload: Record<string, unknown> }[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { language: 'en-CA' })
  sent.length = 0
  vi.spyOn(aiDrafts, 'update').mockImplementation(async (draft, { draft_payload }) => {
    sent.push({ version: draft.version, payload: draft_payload as Record<string, unknown> })
    return withPayload(draft as AiDraft, draft.version + 1, draft_payload as object)
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('what is typed over a proposal', () => {
  it('is sent with the rest as it came, and reads as it was typed afterwards', async () => {
    vi.stubGlobal('navigator', { language: 'de-DE' })
    const suggestion = new Suggestion(first)
    const [line] = suggestion.values.value.lines
    expect(line).toMatchObject({ qty: '1', rate: '85,00' })
    suggestion.typeLine(line!, 'rate', '1.085,5')
    await vi.advanceTimersByTimeAsync(1000)
    expect(sent).toHaveLength(1)
    expect(sent[0]!.payload).toEqual({
      ...first.draft_payload,
      line_items: linesOf(first).map((one, at) => (at === 0 ? { ...one, rate: '1085.5' } : one)),
    })
    expect(suggestion.values.value.lines[0]).toMatchObject({ key: line!.key, rate: '1.085,5' })
    expect(suggestion.touched.value.size).toBe(0)
  })

  it('is not sent while it cannot be read, and that is said at its place', async () => {
    const suggestion = new Suggestion(first)
    const [line] = suggestion.values.value.lines
    suggestion.typeLine(line!, 'qty', 'many')
    expect(await suggestion.flush()).toBe(false)
    expect(sent).toEqual([])
    expect(Object.values(suggestion.errors.value)).toEqual(['Use a number'])
    suggestion.typeLine(line!, 'qty', '３')
    expect(await suggestion.flush()).toBe(true)
    expect(linesOf({ ...first, draft_payload: sent[0]!.payload } as AiDraft)[0]).toMatchObject({ qty: '3' })
  })

  it('is sent again by itself until it arrives, and is unsaved until then', async () => {
    const heard = new Set<() => unknown>()
    vi.stubGlobal('addEventListener', (name: string, hear: () => unknown) => name === 'online' && heard.add(hear))
    vi.stubGlobal('removeEventListener', (_: string, hear: () => unknown) => heard.delete(hear))
    const answer = vi.mocked(aiDrafts.update).getMockImplementation()!
    vi.mocked(aiDrafts.update).mockRejectedValue(new ApiError(0, 'UNREACHABLE', 'The connection was lost'))
    const suggestion = new Suggestion(first)
    suggestion.type('po_number', '7799')
    await vi.advanceTimersByTimeAsync(1000)
    expect(suggestion.unsent.value).toBeInstanceOf(ApiError)
    expect([...suggestion.touched.value]).toEqual(['po_number'])
    vi.mocked(aiDrafts.update).mockImplementation(answer)
    for (const hear of heard) hear()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent.at(-1)?.payload).toMatchObject({ po_number: '7799' })
    expect([suggestion.unsent.value, suggestion.touched.value.size, heard.size]).toEqual([null, 0, 0])
    // Where the browser does not know that it is back.
    vi.mocked(aiDrafts.update).mockRejectedValueOnce(new ApiError(0, 'UNREACHABLE', 'The connection was lost'))
    suggestion.type('po_number', '7800')
    await vi.advanceTimersByTimeAsync(7000)
    expect(sent.at(-1)?.payload).toMatchObject({ po_number: '7800' })
  })

  it('is not lost by another kind: what cannot be saved yet keeps it as it is', async () => {
    const suggestion = new Suggestion(first)
    const [line] = suggestion.values.value.lines
    suggestion.typeLine(line!, 'qty', 'many')
    expect(await suggestion.become('DRAFT_QUOTE')).toBe(false)
    expect([sent, suggestion.values.value.lines[0]!.qty]).toEqual([[], 'many'])
    suggestion.typeLine(line!, 'qty', '3')
    const asked = suggestion.become('DRAFT_QUOTE')
    expect(suggestion.redrafting.value).toBe(true)
    expect([await asked, suggestion.redrafting.value, sent.length]).toEqual([true, false, 2])
    expect(linesOf({ ...first, draft_payload: sent[0]!.payload } as AiDraft)[0]).toMatchObject({ qty: '3' })
  })

  it('stays when a model answers, which changes only what nobody touched', () => {
    const suggestion = new Suggestion(first)
    const [one, two] = suggestion.values.value.lines
    suggestion.type('po_number', '9000')
    suggestion.typeLine(one!, 'rate', '90')
    const lines = linesOf(first).map((line, at) => ({ ...line, rate: at < 2 ? '70.00' : line.rate }))
    suggestion.take(withPayload(first, 2, { po_number: '1111', due_date: '2027-01-05', line_items: lines }))
    expect(suggestion.values.value.texts).toMatchObject({ po_number: '9000', due_date: '2027-01-05' })
    expect(suggestion.values.value.lines.map(({ key, rate }) => [key, rate]).slice(0, 2)).toEqual([
      [one!.key, '90'],
      [two!.key, '70.00'],
    ])
    suggestion.take(first)
    expect(suggestion.values.value.texts.due_date).toBe('2027-01-05')
  })

  it('stays when somebody else changed it meanwhile: theirs is loaded, mine is written over it once', async () => {
    const theirs = withPayload(first, 7, { due_date: '2027-02-01' })
    vi.mocked(aiDrafts.update).mockRejectedValueOnce(new ApiError(409, 'CONFLICT', 'changed', { latest: theirs }))
    const suggestion = new Suggestion(first)
    suggestion.type('po_number', '9000')
    expect(await suggestion.flush()).toBe(true)
    expect(sent).toEqual([
      { version: 7, payload: expect.objectContaining({ po_number: '9000', due_date: '2027-02-01' }) },
    ])
  })

  it('is sent once, also when the answer is shown before it is heard of', async () => {
    const suggestion = new Suggestion(first)
    vi.mocked(aiDrafts.update).mockImplementation(async (draft, { draft_payload }) => {
      const version = draft.version + 1
      if (sent.length > 3) throw new Error('It is sent without an end')
      sent.push({ version, payload: draft_payload as Record<string, unknown> })
      const answer = withPayload(draft as AiDraft, version, draft_payload as object)
      suggestion.take(answer)
      return answer
    })
    suggestion.typeLine(suggestion.values.value.lines[0]!, 'rate', '90')
    await suggestion.flush()
    expect(sent).toHaveLength(1)
  })

  it('keeps lines that were added and leaves out those that were removed or are empty', async () => {
    const suggestion = new Suggestion(first)
    suggestion.removeLine(suggestion.values.value.lines[1]!)
    suggestion.addLine()
    suggestion.addLine()
    const [added] = suggestion.values.value.lines.slice(-2)
    suggestion.typeLine(added!, 'name', 'Call-out')
    suggestion.typeLine(added!, 'rate', '40')
    expect(await suggestion.flush()).toBe(true)
    expect((sent.at(-1)!.payload.line_items as { name: string }[]).map(({ name }) => name)).toEqual([
      'Shutoff valve, unit 3B',
      'Labour',
      'Call-out',
    ])
    expect(suggestion.values.value.lines.map(({ name }) => name)).toEqual([
      'Shutoff valve, unit 3B',
      'Labour',
      'Call-out',
      '',
    ])
  })

  it('is no proposal any more, and neither is what the machine said of a line that went', () => {
    const suggestion = new Suggestion(first)
    expect(suggestion.proposed('line_items.0.rate')?.level).toBe('HIGH')
    suggestion.typeLine(suggestion.values.value.lines[0]!, 'rate', '1')
    suggestion.removeLine(suggestion.values.value.lines[1]!)
    suggestion.choose(null)
    for (const path of ['line_items.0.rate', 'line_items.1.rate', 'contact_id'])
      expect(suggestion.proposed(path), path).toBeNull()
    expect(suggestion.proposed('line_items.2.rate')?.level).toBe('MEDIUM')
    suggestion.take({ ...first, version: 2, edited: ['po_number'] })
    expect(suggestion.proposed('po_number')).toBeNull()
  })
})

describe('words that were read', () => {
  const text = 'Bill 3B valve $85 now.\n\nThanks'
  const marks = [
    { path: 'line_items.0.name', start: 5, end: 17 },
    { path: 'line_items.0.rate', start: 14, end: 17 },
  ]
  it('stand in the text that is shown, wherever its lines begin in the source', () => {
    const fields = { title: { ...first.fields.po_number!, span: { line: 1, start: 8, end: 13 } } }
    const found = marksIn(text, { source_lines: ['A subject', 'Bill 3B valve $85 now.', '', 'Thanks'], fields })
    expect(found).toEqual([{ path: 'title', start: 8, end: 13 }])
    expect(marksIn('Something else', { source_lines: ['Bill'], fields })).toEqual([])
  })
  it('are marked once where they overlap, each piece leading to the narrowest', () => {
    const stretches = stretchesOf(text, marks, null)
    expect(stretches.map(({ look }) => look)).toEqual([null, 'marked', null])
    expect(stretches[1]!.pieces).toEqual([
      { text: '3B valve ', path: 'line_items.0.name' },
      { text: '$85', path: 'line_items.0.rate' },
    ])
    expect(stretches.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join('')).toBe(text)
  })
  it('are ringed with all of their line', () => {
    const looks = stretchesOf(text, [...marks, { path: 'due_date', start: 18, end: 21 }], 'line_items.0.qty')
    expect(looks.map(({ look }) => look)).toEqual([null, 'now', null, 'marked', null])
  })
})

it('reads the words of text and mail files, and says why of others', async () => {
  const mail = 'From: a@b.example\r\nSubject: The tap\r\n\r\nIt drips.\r\n'
  expect(await textOf(new File([mail], 'a.eml'))).toEqual({ text: 'The tap\nIt drips.', note: '' })
  expect((await textOf(new File(['x'.repeat(20_001)], 'a.txt'))).note).toContain('The first 20000')
  expect((await textOf(new File(['x'], 'a.png', { type: 'image/png' }))).note).toContain('is no text')
  expect((await textOf(new File([' '], 'a.txt'))).note).toContain('No words')
})

describe('the words of a value on a picture', () => {
  const field = (line: number, start: number, end: number) => ({
    ...invoice.fields.due_date!,
    span: { line, start, end },
  })
  const of = (fields: AiDraft['fields'], boxes: AiDraft['source_boxes']) =>
    placesOnPicture({ source_lines: ['TOTAL 13.56', ''], source_boxes: boxes }, fields, { width: 200, height: 400 })

  it('stand on their line as wide as they are long, the smaller on the larger', () => {
    const spots = of({ amount: field(0, 6, 11), vendor_contact_id: field(0, 0, 11) }, [[20, 40, 130, 60], null])
    expect(spots).toEqual([
      { path: 'vendor_name', words: 'TOTAL 13.56', left: 10, top: 10, width: 55, height: 5 },
      { path: 'amount', words: '13.56', left: 40, top: 10, width: 25, height: 5 },
    ])
  })

  it('are nowhere where no place is known, no words are, or the place lies off the picture', () => {
    expect(of({ amount: field(0, 6, 11) }, null)).toEqual([])
    expect(
      of({ amount: field(1, 0, 0), date: field(7, 0, 2) }, [
        [0, 0, 1, 1],
        [0, 0, 1, 1],
      ]),
    ).toEqual([])
    expect(of({ amount: field(0, 6, 11) }, [[150, 40, 260, 60]])).toEqual([])
    expect(of({ amount: field(0, 6, 11) }, [[20, 390, 130, 410]])).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import { composeDraft } from '../../../core/domain/drafts/compose.ts'
import { type Line, linesOf, type Occasion } from '../../../core/domain/extraction/found.ts'
import type { Intent } from '../../../core/domain/extraction/intent/intents.ts'
import type { SampleMessage } from './messages.ts'
import { scannedReceipts } from './receipts.ts'

interface Paper {
  intent: Intent
  country: string
  lines: string[]
}
/** Notes by hand, slips, bills and signs as they are photographed; written before they were read, and a few rules were made with them. */
const PAPERS: readonly Paper[] = JSON.parse(readFileSync(new URL('papers.json', import.meta.url), 'utf8'))

const RECEIVED = '2026-11-20T15:30:00'
const TAUGHT = { currency: 'CAD', items: [], vendors: [], lessons: { lines: new Map(), vendors: [] } }

/** What a photo of such lines becomes. */
function becomes(lines: readonly Line[], occasion: Occasion): Intent {
  return composeDraft({ lines, subject: '', contactId: null, isPaper: true }, { ...TAUGHT, occasion }).intent
}

/** Of the scanned receipts those that become an expense. */
export const receiptsKnown = (receipts = scannedReceipts()) => ({
  of: receipts.length,
  known: receipts.filter(({ lines }) => becomes(lines, { received: RECEIVED, country: 'MY' }) === 'DRAFT_EXPENSE')
    .length,
})

/** Of messages that mean something else those that become an expense when they are photographed, and what they are. */
export function messagesTaken(messages: readonly SampleMessage[]) {
  const others = messages.filter(({ expect }) => expect.intent !== 'DRAFT_EXPENSE')
  const taken = others.filter(
    ({ text, received_at, country }) => becomes(linesOf(text), { received: received_at, country }) === 'DRAFT_EXPENSE',
  )
  return { of: others.length, taken: taken.length, words: taken.map(({ id, text }) => `${id} ${text}`) }
}

/** How many papers become what is meant by them. */
export function scorePapers() {
  const wrong = PAPERS.flatMap(({ lines, country, intent }) => {
    const found = becomes(
      lines.map((text) => ({ text })),
      { received: RECEIVED, country },
    )
    return found === intent ? [] : [`${intent} as ${found}: ${lines.join(' / ')}`]
  })
  return { of: PAPERS.length, right: PAPERS.length - wrong.length, wrong }
}

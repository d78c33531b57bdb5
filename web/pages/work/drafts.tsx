import { FilePen, FileText } from 'lucide-preact'
import { post } from '../../api.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import { go } from '../../models/navigation.ts'
import { changed } from '../../models/queries.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'
import { convertWork, type WorkItem } from '../../models/work-items.ts'

export type Target = 'QUOTE' | 'INVOICE'

const TARGETS = {
  QUOTE: { needs: 'convert_to_quote', word: 'quote', label: 'Draft quote', icon: FilePen, keys: 'q' },
  INVOICE: { needs: 'convert_to_invoice', word: 'invoice', label: 'Draft invoice', icon: FileText, keys: 'v' },
} as const

/** What it may become: now, or once somebody is named for whom. There is no quote of what was billed. */
export function draftsOf(item: WorkItem, ask: (target: Target) => void) {
  const { id, version, quote, invoice, contact, allowed_actions } = item
  const can = (action: string) => allowed_actions.includes(action)
  const draft = (target: Target) => {
    const { needs, word, ...shown } = TARGETS[target]
    const run = () => (can(needs) ? void convertTo(id, target) : ask(target))
    const isOffered = !invoice && (can(needs) || (can('update') && contact === null))
    return isOffered ? { ...shown, id: `${word} ${id} ${version}`, run } : undefined
  }
  return { quote: quote ? undefined : draft('QUOTE'), invoice: draft('INVOICE') }
}

/** Opens the draft, the one that was there before too. */
export async function convertTo(id: string, target: Target): Promise<void> {
  try {
    go(await convertWork(id, target))
  } catch (error) {
    showToast({ text: `No ${TARGETS[target].word} was drafted. ${sentence(error)}`, kind: 'failed' })
  }
}

/** What a machine makes of the notes, to be checked by a person; nothing is made before. */
export async function draftFromNotes(id: string): Promise<void> {
  try {
    const { data } = await post('/v1/ai-drafts', { source_type: 'WORK_ITEM', source_id: id })
    changed('ai_draft')
    go(`/drafts/${data.id}`)
  } catch (error) {
    showToast({ text: `Nothing was drafted. ${sentence(error)}`, kind: 'failed' })
  }
}

/** What it became, or may become; on a phone the quote stands in the menu and below. */
export function Drafts({ item, drafts }: { item: WorkItem; drafts: ReturnType<typeof draftsOf> }) {
  const { quote, invoice } = item
  const isWaiting = quote !== null && quote.status !== 'APPROVED'
  return (
    <>
      <span class="only-desktop">
        {quote ? (
          <LinkButton href={`/quotes/${quote.id}`} icon={FilePen}>
            {quote.quote_number ?? 'Draft quote'}
          </LinkButton>
        ) : (
          drafts.quote && <Button onClick={drafts.quote.run}>Convert to quote</Button>
        )}
      </span>
      {invoice ? (
        <LinkButton href={`/invoices/${invoice.id}`} icon={FileText}>
          {invoice.invoice_number ?? 'Draft invoice'}
        </LinkButton>
      ) : (
        drafts.invoice && (
          <Button look={isWaiting ? '' : 'primary'} onClick={drafts.invoice.run}>
            Convert to invoice
          </Button>
        )
      )}
    </>
  )
}

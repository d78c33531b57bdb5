import type { Invoice } from '../../core/contract/invoices.ts'
import { copyText } from './clipboard.ts'
import { invoices } from './invoices.ts'
import { holdDeed } from './sending.ts'
import { sentence } from './sentences.ts'
import { forgetDraft } from './stored-drafts.ts'
import { tell } from './tell.ts'
import { showToast } from './toasts.ts'

const WORD = 'invoice'

/** Mints a link and copies it in one press; where the clipboard is closed, another press copies it. */
export async function copyPaymentLink(
  { id }: Pick<Invoice, 'id'>,
  verb: 'payment-link' | 'rotate-payment-link' = 'payment-link',
): Promise<string | null> {
  const minted = invoices.act(id, verb)
  const url = minted.then((answer) => answer.payment_link_url ?? '')
  const copied = copyText(url).then(
    () => true,
    () => false,
  )
  try {
    const { invoice_number } = await minted
    if (await copied) showToast({ text: 'Payment link copied' })
    else showToast({ text: `${invoice_number} is open for payment`, action: copyAgain(await url) }, 0)
    return await url
  } catch (error) {
    showToast({ text: `No link. ${sentence(error)}`, kind: 'failed' })
    return null
  }
}

const copyAgain = (url: string) => ({
  label: 'Copy link',
  run: () => tell(copyText(url), 'Payment link copied', `Copy it by hand: ${url} `),
})

type Draft = Pick<Invoice, 'id' | 'version'>

/** The link of a draft: that gives it its number and opens it for payment, so it is held as a mail is. */
export const openForPayment = (draft: Draft): void =>
  holdDeed({
    documentId: draft.id,
    words: 'It gets its number and opens for payment, then its link is copied',
    undone: 'Not opened. It is still a draft.',
    run: async () => {
      if (await copyPaymentLink(draft)) forgetDraft({ word: WORD }, draft.id)
    },
  })

/** The same for what went out in another way. */
export const markSent = (draft: Draft): void =>
  holdDeed({
    documentId: draft.id,
    words: 'It gets its number and opens for payment, marked as sent',
    undone: 'Not marked. It is still a draft.',
    run: async () => {
      const marked = invoices.act(draft.id, 'mark-sent', { if_match_version: draft.version })
      tell(marked, 'Marked as sent')
      await marked.then(() => forgetDraft({ word: WORD }, draft.id)).catch(() => {})
    },
  })

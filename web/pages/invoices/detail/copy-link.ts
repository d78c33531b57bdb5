import type { Invoice } from '../../../../core/contract/invoices.ts'
import { copyText } from '../../../models/clipboard.ts'
import { invoices } from '../../../models/invoices.ts'
import { sentence } from '../../../models/sentences.ts'
import { showToast } from '../../../models/toasts.ts'

/** Mints a link and copies it in one press; where the clipboard is closed the caller shows the address. */
export async function copyPaymentLink(
  invoice: Pick<Invoice, 'id'>,
  verb: 'payment-link' | 'rotate-payment-link' = 'payment-link',
): Promise<string | null> {
  const minted = invoices.act(invoice.id, verb).then((answer) => answer.payment_link_url ?? '')
  try {
    const url = await minted
    await copyText(minted)
    showToast({ text: 'Payment link copied' })
    return url
  } catch (error) {
    const url = await minted.catch(() => null)
    showToast(
      { text: url ? `Copy it by hand: ${url}` : `No link. ${sentence(error)}`, kind: 'failed' },
      url ? 0 : undefined,
    )
    return url
  }
}

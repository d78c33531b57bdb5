import { signal } from '@preact/signals'
import type { Invoice } from '../../core/contract/invoices.ts'
import { get } from '../api.ts'
import { invoices } from './invoices.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

export const HOLD_SECONDS = 10
const ASK_EVERY_MS = 1000
const ASK_MAX = 60

export interface Sending {
  invoiceId: string
  to: string
  message: string | null
  /** Counts down to 0; then it is on its way and can no longer be taken back. */
  secondsLeft: number
}

/** Mails that are held or on their way; shown until the server says that they were sent, or why not. */
export const sendings = signal<readonly Sending[]>([])
/** The one whose footer shows it already, so that no toast repeats it. */
export const sendingShownIn = signal<string | null>(null)

/** Holds it for ten seconds, so that a person can still take it back. */
export async function startSending(
  invoice: Pick<Invoice, 'id' | 'version'>,
  to: string,
  message: string | null,
): Promise<void> {
  const answered = await invoices.act(invoice.id, 'send', {
    channel: 'EMAIL',
    message,
    hold_seconds: HOLD_SECONDS,
    if_match_version: invoice.version,
  })
  if (answered.status !== 'DRAFT') {
    tellSent(answered, to)
    return
  }
  sendings.value = [...sendings.value, { invoiceId: invoice.id, to, message, secondsLeft: HOLD_SECONDS }]
  const timer = setInterval(() => tick(invoice.id, timer), 1000)
}

/** The draft as it is again, or null when it was too late. */
export async function undoSending(sending: Sending): Promise<Invoice | null> {
  try {
    const draft = await invoices.act(sending.invoiceId, 'cancel-send')
    drop(sending.invoiceId)
    showToast({ text: 'Not sent. It is a draft again.' })
    return draft
  } catch (error) {
    showToast({ text: `Too late to take it back. ${sentence(error)}`, kind: 'failed' })
    return null
  }
}

function tick(id: string, timer: ReturnType<typeof setInterval>): void {
  const sending = sendings.value.find((each) => each.invoiceId === id)
  if (!sending) {
    clearInterval(timer)
    return
  }
  const secondsLeft = sending.secondsLeft - 1
  sendings.value = sendings.value.map((each) => (each.invoiceId === id ? { ...each, secondsLeft } : each))
  if (secondsLeft > 0) return
  clearInterval(timer)
  void waitForFact(sending)
}

/** Not "sent" before the server says so. */
async function waitForFact(sending: Sending): Promise<void> {
  for (let asked = 0; asked < ASK_MAX; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    const answer = await get('/v1/invoices/:id', { params: { id: sending.invoiceId } }).catch(() => null)
    if (!answer) continue
    if (answer.data.status !== 'DRAFT') {
      drop(sending.invoiceId)
      invoices.keep(answer.data)
      tellSent(answer.data, sending.to)
      return
    }
    if (answer.data.send_at === null) return tellFailed(sending, answer.data)
  }
  drop(sending.invoiceId)
  showToast({ text: `Still sending to ${sending.to}. You can go on; its page will say when it is out.` })
}

const tellSent = (invoice: Invoice, to: string) =>
  void showToast({ text: `${invoice.invoice_number} was sent to ${to}` })

function tellFailed(sending: Sending, invoice: Invoice): void {
  drop(sending.invoiceId)
  invoices.keep(invoice)
  const again = () => {
    startSending(invoice, sending.to, sending.message).catch((error: unknown) => {
      showToast({ text: `Not sent. ${sentence(error)}`, kind: 'failed' })
    })
  }
  showToast({ text: 'Not sent, your text is kept', kind: 'failed', action: { label: 'Retry', run: again } }, 0)
}

function drop(id: string): void {
  sendings.value = sendings.value.filter((sending) => sending.invoiceId !== id)
}

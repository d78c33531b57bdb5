import { Download, FileText, ImageOff } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { lazyPart } from '../../components/lazy-page.tsx'
import { waiting } from '../../models/captures.ts'
import { type Expense, expenses } from '../../models/expenses.ts'
import { sendFile, sizeOf } from '../../models/files.ts'
import { readyToSend } from '../../models/photo.ts'
import { forgetReading, readings, readReceiptOf } from '../../models/reading/receipts.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'
import { shownLine } from './read-field.tsx'

const EInvoice = lazyPart<{ id: string; fileId: string }>(() => import('./e-invoice.tsx'), 'the e-invoice')

const isXml = ({ mime_type, file_name }: Stored) => /[/+]xml$/.test(mime_type) || /\.xml$/i.test(file_name)

/** The receipt as it can be seen here, or how to add one. */
export function Receipt({ expense }: { expense: Expense }) {
  const { receipt } = expense
  const canChange = expense.allowed_actions.includes('update')
  return (
    <section class="receipt" aria-label="Receipt">
      {receipt?.download_url && (isXml(receipt) || expense.is_e_invoice) && (
        <EInvoice id={expense.id} fileId={receipt.id} />
      )}
      {receipt?.download_url && isXml(receipt) ? null : receipt?.download_url ? (
        <Preview id={expense.id} receipt={receipt} url={receipt.download_url} />
      ) : (
        <p class="receipt-none muted">
          <Icon of={receipt ? FileText : ImageOff} size="large" />
          {receipt ? comingWords(receipt.file_name) : 'No receipt'}
        </p>
      )}
      <div class="inline">
        <span class="grow small muted ellipsis">
          {receipt && `${receipt.file_name}, ${sizeOf(receipt.size_bytes)}`}
        </span>
        {receipt?.download_url && (
          <a class="button" href={receipt.download_url} download={receipt.file_name} aria-label="Download the receipt">
            <Icon of={Download} />
          </a>
        )}
        {canChange && <ReplaceButton expense={expense} />}
      </div>
    </section>
  )
}

const comingWords = (name: string) =>
  waiting.value.some(({ body }) => body.file_name === name)
    ? 'The receipt is being sent'
    : 'The receipt has not arrived: the device that took it sends it when it is online'

type Stored = NonNullable<Expense['receipt']>

function Preview({ id, receipt, url }: { id: string; receipt: Stored; url: string }) {
  const [isBroken, setBroken] = useState(false)
  if (/^image\//.test(receipt.mime_type) && !isBroken)
    return (
      <a href={url} target="_blank" rel="noreferrer" class="receipt-picture">
        <span class="receipt-paper">
          <img src={url} alt={`Receipt ${receipt.file_name}`} onError={() => setBroken(true)} />
          <ReadPlaceMark id={id} />
        </span>
      </a>
    )
  return (
    <p class="receipt-none muted">
      <Icon of={FileText} size="large" />
      {receipt.mime_type === 'application/pdf' ? 'A PDF: open it to see it' : 'This kind of file cannot be shown here'}
    </p>
  )
}

/** Where on the picture the words stand that somebody asked for. */
function ReadPlaceMark({ id }: { id: string }) {
  const reading = readings.value.get(id)
  const shown = shownLine.value
  const box = shown?.id === id && reading?.state === 'read' ? reading.lines[shown.line]?.box : undefined
  if (!box || reading?.state !== 'read') return null
  const { width, height } = reading.size
  const share = (part: number, of: number) => `${(part / of) * 100}%`
  return (
    <span
      class="read-place"
      style={{
        left: share(box[0], width),
        top: share(box[1], height),
        width: share(box[2] - box[0], width),
        height: share(box[3] - box[1], height),
      }}
    />
  )
}

function ReplaceButton({ expense }: { expense: Expense }) {
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const replace = async (file: File) => {
    setBusy(true)
    try {
      const { blob, name, type } = await readyToSend(file)
      const receipt_file_id = await sendFile(new File([blob], name, { type }), () => {})
      shownLine.value = null
      // What was read of it goes before another is there, which may be read at once.
      forgetReading(expense.id)
      await expenses.update(expense, { receipt_file_id })
      if (/^image\//.test(type)) void readReceiptOf(expense.id, blob)
    } catch (error) {
      showToast({ text: `The receipt was not added. ${sentence(error)}`, kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button busy={busy} onClick={() => input.current?.click()}>
        {expense.receipt ? 'Replace' : 'Add receipt'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Receipt of this expense"
        accept="image/*,application/pdf,application/xml,text/xml"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file) void replace(file)
        }}
      />
    </>
  )
}

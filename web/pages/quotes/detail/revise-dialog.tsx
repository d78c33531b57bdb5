import { useSignal } from '@preact/signals'
import type { Quote } from '../../../../core/contract/quotes.ts'
import { ConfirmDialog } from '../../../components/dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { go } from '../../../models/navigation.ts'
import { quotes } from '../../../models/quotes.ts'

/** Takes back what was sent, to change it and send it anew. */
export function ReviseDialog({ quote, close }: { quote: Quote; close: () => void }) {
  const busy = useSignal(false)
  const problem = useSignal<unknown>(null)
  const confirm = async () => {
    busy.value = true
    try {
      await quotes.act(quote.id, 'revise', { if_match_version: quote.version })
      close()
      go(`/quotes?edit=${quote.id}`)
    } catch (error) {
      problem.value = error
      busy.value = false
    }
  }
  return (
    <ConfirmDialog
      title={`Change ${quote.quote_number}?`}
      keep="Leave it as it is"
      verb="Change it"
      busy={busy.value}
      error={<FormProblem error={problem.value} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      It is a draft again, with its number. Whoever has its link reads that it is being changed, until you send it anew.
    </ConfirmDialog>
  )
}

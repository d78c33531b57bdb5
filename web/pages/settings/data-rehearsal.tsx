import { useSignal } from '@preact/signals'
import { RotateCcw } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { type Export, isTried, tryRestore } from '../../models/archive.ts'
import { longInstant, quantity } from '../../models/format.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'

type Rehearsal = NonNullable<Export['rehearsal']>

/** Imports the archive into a business that is thrown away, and says whether the figures of both are equal. */
export function TryRestore({ of }: { of: Export }) {
  const isAsking = useSignal(false)
  const isAtWork = isTried(of)
  if (!isAtWork && !of.allowed_actions.includes('rehearse')) return null
  const start = async () => {
    isAsking.value = true
    try {
      await tryRestore(of.job_id)
    } catch (error) {
      showToast({ text: sentence(error), kind: 'failed' })
    } finally {
      isAsking.value = false
    }
  }
  return (
    <Button icon={RotateCcw} busy={isAsking.value || isAtWork} onClick={() => void start()}>
      Try a restore
    </Button>
  )
}

export function Tried({ of }: { of: Export }) {
  const { rehearsal } = of
  return (
    <span class="muted" role="status">
      {rehearsal && wordsOf(rehearsal)}
    </span>
  )
}

function wordsOf({ checked_at, rows, figures, equal, reason }: Rehearsal): string {
  if (checked_at === null) return 'A restore is being tried'
  const on = longInstant(checked_at)
  if (reason !== null) return `A restore failed ${on}: ${reason}`
  const count = (amount: number) => quantity(String(amount), null)
  const sums = figures.filter(({ name }) => !name.startsWith('rows.')).length
  if (equal) return `Restored and compared ${on}: ${count(rows)} rows and ${count(sums)} figures are equal`
  const wrong = figures.filter((figure) => !figure.equal).map(different)
  return `Restored and compared ${on}: not equal: ${wrong.slice(0, SHOWN).join('; ')}`
}

/** Of figures that differ, so that one archive does not fill the page. */
const SHOWN = 5

const different = ({ name, currency, in_archive, restored }: Rehearsal['figures'][number]) =>
  `${name.replace(/[._]/g, ' ')}${currency ? ` in ${currency}` : ''} ${in_archive} in the archive, ${restored} restored`

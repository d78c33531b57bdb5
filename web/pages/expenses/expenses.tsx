import { ReceiptText } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import '../../styles/inbox.css'
import '../../styles/expenses.css'
import { Empty } from '../../components/states.tsx'
import { sendCaptures } from '../../models/captures.ts'
import { owner } from '../../models/stored-drafts.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { CaptureDialog } from './capture.tsx'
import { Detail } from './detail.tsx'
import { ListPane } from './list-pane.tsx'
import { filtersOf, useExpenses } from './use-expenses.ts'

/** The list beside what is open in it; on a phone one of them. */
export default function Expenses() {
  const { id = '' } = useRoute().params
  const { query } = useLocation()
  const filters = filtersOf(query)
  const isPhone = useMedia(PHONE)
  const list = useExpenses(filters)
  const left = useRef('')
  if (id) left.current = id
  // Whose they are is known once the session is.
  useEffect(() => void sendCaptures(), [owner.value])
  return (
    <div class="inbox expenses">
      {(!isPhone || !id) && <ListPane list={list} filters={filters} open={id} left={id ? '' : left.current} />}
      {id && <Detail key={id} id={id} />}
      {!id && !isPhone && (
        <section class="pane" aria-label="Expense">
          <Empty icon={ReceiptText} title="Nothing is open">
            Choose an expense: J and K move through the list, Enter opens.
          </Empty>
        </section>
      )}
      {query.upload && <CaptureDialog />}
    </div>
  )
}

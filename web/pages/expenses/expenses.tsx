import { useEffect, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import '../../styles/inbox.css'
import '../../styles/expenses.css'
import { lazyPart } from '../../components/lazy-page.tsx'
import { sendCaptures } from '../../models/captures.ts'
import { owner } from '../../models/stored-drafts.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { CaptureDialog } from './capture.tsx'
import { Detail } from './detail.tsx'
import { ListPane } from './list-pane.tsx'
import { filtersOf, useExpenses } from './use-expenses.ts'

const Recurring = lazyPart<{ isPage: boolean; isAlone: boolean }>(
  () => import('./recurring.tsx'),
  'the costs that come back',
)

/** The list beside what is open in it; on a phone one of them. */
export default function Expenses() {
  const { id = '' } = useRoute().params
  const { query } = useLocation()
  const filters = filtersOf(query)
  const isPhone = useMedia(PHONE)
  const list = useExpenses(filters)
  const isRecurring = !id && query.recurring !== undefined
  const left = useRef('')
  if (id) left.current = id
  // Whose they are is known once the session is.
  useEffect(() => void sendCaptures(), [owner.value])
  return (
    <div class="inbox expenses">
      {(!isPhone || (!id && !isRecurring)) && (
        <ListPane list={list} filters={filters} open={id} left={id ? '' : left.current} />
      )}
      {id && <Detail key={id} id={id} />}
      {!id && (!isPhone || isRecurring) && <Recurring isPage={isRecurring} isAlone={isPhone} />}
      {query.upload && <CaptureDialog />}
    </div>
  )
}

import { Briefcase } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import '../../styles/inbox.css'
import '../../styles/work.css'
import { Empty } from '../../components/states.tsx'
import { labels } from '../../models/labels.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { askForWork } from '../../models/new-work.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { Board } from './board.tsx'
import { Detail } from './detail.tsx'
import { ListPane } from './list-pane.tsx'
import { filtersOf, useWork } from './use-work.ts'

/** The list beside what is open in it; on a phone one of them. The board is another look at the same list. */
export default function Work() {
  const { id = '' } = useRoute().params
  const { query, url } = useLocation()
  const filters = filtersOf(query)
  const isPhone = useMedia(PHONE)
  const list = useWork(filters)
  const left = useLeft(id)
  useEffect(() => {
    if (!query.new) return
    askForWork()
    go(withQuery(url, { new: '' }), true)
  }, [query.new])
  if (query.view === 'board' && !id) return <Board list={list} filters={filters} />
  return (
    <div class="inbox work">
      {(!isPhone || !id) && <ListPane list={list} filters={filters} open={id} left={left} />}
      {id && <Detail key={id} id={id} />}
      {!id && !isPhone && (
        <section class="pane" aria-label={labels.value.work_item}>
          <Empty icon={Briefcase} title="Nothing is open">
            Choose one in the list: J and K move through the list, Enter opens.
          </Empty>
        </section>
      )}
    </div>
  )
}

/** What was open before, when one comes back to the list. */
function useLeft(id: string): string {
  const left = useRef('')
  if (id) left.current = id
  return id ? '' : left.current
}

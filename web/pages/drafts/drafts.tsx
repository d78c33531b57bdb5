import { useLocation, useRoute } from 'preact-iso'
import { lazyPart, lazyWindow } from '../../components/lazy-page.tsx'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'

// Each comes by itself: what the first load knows of this page is its name.
const List = lazyPart<object>(() => import('./list.tsx'), 'this page')
const Activity = lazyPart<object>(() => import('./activity.tsx'), 'this page')
const One = lazyPart<{ id: string }>(() => import('./one.tsx'), 'this page')
const PasteDialog = lazyWindow<{ close: () => void }>(
  () => import('./paste-dialog.tsx'),
  'Paste anything',
  ({ close }) => close(),
)

/** What machines propose and nobody has decided; one of them, with its source beside it. */
export default function Drafts() {
  const { id } = useRoute().params
  const { url, query } = useLocation()
  return (
    <>
      {id === 'activity' ? <Activity /> : id ? <One key={id} id={id} /> : <List />}
      {query.paste && may('ai_drafts.create') && (
        <PasteDialog close={() => go(withQuery(url, { paste: null }), true)} />
      )}
    </>
  )
}

import { useLocation } from 'preact-iso'
import type { Message } from '../../../core/contract/conversations.ts'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { asked, type When } from '../../models/ask-when.ts'
import { forwarding } from '../../models/letters.ts'
import { go, withQuery } from '../../models/navigation.ts'

type Closing<Props> = Props & { close: () => void }
const windowOf = <Props,>(load: Parameters<typeof lazyWindow<Closing<Props>>>[0], title: string) =>
  lazyWindow<Closing<Props>>(load, title, ({ close }) => close())

const WhenDialog = windowOf<When>(() => import('../../components/when-dialog.tsx'), 'Choose a day and time')
const ForwardDialog = windowOf<{ message: Message }>(() => import('./forward-dialog.tsx'), 'Forward')
const ComposeDialog = windowOf<{ to: string }>(() => import('./compose-dialog.tsx'), 'New message')

/** What the inbox asks in windows of their own; each comes when it is needed. */
export function Windows() {
  const { url, query } = useLocation()
  return (
    <>
      {forwarding.value && <ForwardDialog message={forwarding.value} close={() => (forwarding.value = null)} />}
      {query.compose && (
        <ComposeDialog key={query.compose} to={query.compose} close={() => go(withQuery(url, { compose: '' }), true)} />
      )}
      {asked.value && <WhenDialog {...asked.value} close={() => (asked.value = null)} />}
    </>
  )
}

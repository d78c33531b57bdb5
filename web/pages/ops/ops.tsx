import { useQuery } from '@tanstack/preact-query'
import { Lock } from 'lucide-preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import '../../styles/inbox.css'
import '../../styles/suggestion.css'
import '../../styles/ops.css'
import { Button, LinkButton } from '../../components/button.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { Empty } from '../../components/states.tsx'
import { Toasts } from '../../components/toasts.tsx'
import { meQuery } from '../../models/account.ts'
import { businessQuery } from '../../models/business.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { ReviewQueue } from '../../models/reviews/queue.ts'
import { waitWords } from '../../models/reviews/words.ts'
import { useKeys } from './keys.ts'
import { KeysSheet } from './keys-sheet.tsx'
import { LastDecision } from './last.tsx'
import { One } from './one.tsx'
import { Queue } from './queue.tsx'

const LOOK_AGAIN_MS = 30_000
/** As the address has it: the queue by itself. */
const LIST = 'ai-drafts'

/** Command Center: what businesses gave to review, the longest waiting first; one key each (H-UI-16). */
export default function Ops() {
  const me = useQuery(meQuery)
  // Its clock is that of the page.
  useQuery(businessQuery)
  if (me.error) return <Problems retry={() => void me.refetch()} />
  if (!me.data) return null
  return may('reviews.read') ? <Center /> : <NoReviewer />
}

const NoReviewer = () => (
  <main class="page">
    <PageHeading title="Review queue" />
    <Empty
      icon={Lock}
      title="This is for reviewers of SMB Hub"
      actions={<LinkButton href="/home">Back to Home</LinkButton>}
    >
      Who runs the platform says who they are. Nobody of a business becomes one by his role there.
    </Empty>
  </main>
)

const Problems = ({ retry }: { retry: () => void }) => (
  <main class="page">
    <PageHeading title="Review queue" />
    <Empty icon={Lock} title="The review queue did not load" actions={<Button onClick={retry}>Retry</Button>}>
      Perhaps the connection was lost.
    </Empty>
  </main>
)

function Center() {
  const queue = useMemo(() => new ReviewQueue(), [])
  const { id: asked } = useRoute().params
  const { url, query } = useLocation()
  const id = asked && asked !== LIST ? asked : null
  const { tenant_id, confidence, intent, waiting_minutes } = query
  const filters = { tenant_id, confidence, intent, waiting_minutes }
  const key = JSON.stringify(filters)
  useEffect(() => {
    const load = () => void queue.load(filters)
    load()
    const timer = setInterval(load, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [key])
  useEffect(() => void queue.look(id), [id])
  const open = (next: string | null) =>
    go(withQuery(next ? `/ops/${next}${search(url)}` : `/ops${search(url)}`, {}), true)
  const isWide = matchMedia('(min-width: 900px)').matches
  const rows = queue.rows.value
  useEffect(() => {
    // The longest waiting opens by itself where there is room for it.
    if (isWide && id === null && rows?.length) open(queue.nextFree(null))
  }, [rows === null, rows?.length, id])
  const undo = async () => {
    const isSaved = await queue.saveOpen().catch(() => false)
    const back = isSaved ? await queue.undo() : null
    if (back) open(back)
  }
  const [isListing, list] = useState(false)
  useKeys({ u: undo, z: undo, '?': () => list(true) }, () => {})
  return (
    <div class="ops" data-open={id !== null}>
      <Head queue={queue} undo={() => void undo()} />
      {queue.undoable.value && (
        <section class="only-phone" aria-label="Last decision">
          <LastDecision queue={queue} undo={() => void undo()} />
        </section>
      )}
      <main class="ops-panes" id="main" tabIndex={-1}>
        <Queue queue={queue} open={id} retry={() => void queue.load(filters)} />
        <One queue={queue} id={id} open={open} />
      </main>
      {isListing && <KeysSheet close={() => list(false)} />}
      <Toasts />
    </div>
  )
}

const search = (url: string) => (url.includes('?') ? url.slice(url.indexOf('?')) : '')

function Head({ queue, undo }: { queue: ReviewQueue; undo: () => void }) {
  const left = queue.left.value
  const done = queue.doneHere.value
  return (
    <header class="pane-header ops-head">
      <PageHeading title="Review queue" look="title-pane" />
      <span class="pill">Internal</span>
      <span class="only-desktop">
        <LastDecision queue={queue} undo={undo} />
      </span>
      <span class="grow" />
      <span class="muted nowrap" role="status">
        {left && `${left.waiting}${left.is_more ? '+' : ''} waiting`}
        {left && left.late > 0 && (
          <>
            , <span class="warn strong">{left.late} late</span>
          </>
        )}
        {left?.oldest_at && (
          <>
            , oldest <span class={left.late > 0 ? 'warn strong' : 'strong'}>{waitWords(left.oldest_at)}</span>
          </>
        )}
      </span>
      <span class="muted nowrap only-desktop">{done} done here</span>
      <a class="only-desktop" href="/home">
        Home
      </a>
    </header>
  )
}

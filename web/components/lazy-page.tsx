import { signal } from '@preact/signals'
import { RefreshCw } from 'lucide-preact'
import type { ComponentChildren, FunctionComponent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { LocationProvider, useLocation, useRoute } from 'preact-iso'
import { ApiError } from '../api.ts'
import { keepTrying } from '../models/online.ts'
import { PieceGone } from '../pieces.ts'
import { Button } from './button.tsx'
import { PlainDialog } from './dialog.tsx'
import { Empty, Problem } from './states.tsx'

const TRY_AGAIN_MS = 10_000

type Load<Props> = () => Promise<{ default: FunctionComponent<Props> }>
interface WhyProps {
  error: unknown
  retry: () => Promise<void>
  /** Once it has been read: who comes back later tries anew. */
  forget: () => void
}
type Missing<Props> = FunctionComponent<WhyProps & { of: Props }>

/** A page fetched when it is first shown: the page before stays until then, or its place says why it does not come. */
export function lazyPage<Props>(load: Load<Props>) {
  const Piece = lazyPiece<Props>(load, MissingPage)
  const Page = (props: Props & object) => (
    <Staying>
      <Piece {...props} />
    </Staying>
  )
  return Object.assign(Page, { preload: Piece.preload })
}

/** A page that stays until the next one comes goes on with its own address: what the next is asked to open is not for it. */
function Staying({ children }: { children: ComponentChildren }) {
  const now = useLocation()
  const { path } = useRoute()
  const own = useRef(now)
  if (now.path === path) own.current = now
  return <LocationProvider.ctx.Provider value={own.current}>{children}</LocationProvider.ctx.Provider>
}

/** A window over the page, fetched ahead where a key opens it; while it cannot be had a small one says why. */
export const lazyWindow = <Props,>(load: Load<Props>, title: string, close: (of: Props) => void) =>
  lazyPiece<Props>(load, ({ of, ...why }) => (
    <PlainDialog title={title} onClose={() => close(of)}>
      <Why {...why} what={title} advice="Save what you are typing, then reload." />
    </PlainDialog>
  ))

/** A part of a page that comes when it is needed; its place says why it does not come. */
export const lazyPart = <Props,>(load: Load<Props>, what: string) =>
  lazyPiece<Props>(load, (why) => <Why {...why} what={what} advice="Reload to get the new version." />)

function lazyPiece<Props>(load: Load<Props>, NotThere: Missing<Props>) {
  const found = signal<FunctionComponent<Props> | null>(null)
  const problem = signal<unknown>(null)
  const fetchIt = oneAtATime(async () => {
    found.value = (await load()).default
    problem.value = null
  })
  const show = () =>
    fetchIt().catch((error: unknown) => {
      problem.value = error
    })
  const forget = () => {
    problem.value = null
  }
  function Piece(props: Props & object) {
    const Found = found.value
    if (Found) return <Found {...props} />
    if (problem.value === null) throw show()
    return <NotThere of={props} error={problem.value} retry={show} forget={forget} />
  }
  // Whoever opens it is told, not who only may.
  const preload = () => fetchIt().catch(() => {})
  return Object.assign(Piece, { preload })
}

function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }
}

const MissingPage: Missing<unknown> = (why) => (
  <div class="page">
    <div class="card">
      <Why {...why} what="this page" advice="This page is in the new version." />
    </div>
  </div>
)

/** A lost connection comes back; what an update removed is only found by loading the app anew, and that a person decides. */
function Why({ error, retry, forget, what, advice }: WhyProps & { what: string; advice: string }) {
  useEffect(() => keepTrying(TRY_AGAIN_MS, retry), [])
  useEffect(() => forget, [])
  if (!(error instanceof PieceGone)) {
    const again = () => (error instanceof ApiError ? void retry() : location.reload())
    return <Problem error={error} what={what} retry={again} />
  }
  return (
    <Empty
      icon={RefreshCw}
      title="SMB Hub was updated"
      actions={
        <Button look="primary" onClick={() => location.reload()}>
          Reload
        </Button>
      }
    >
      {advice}
    </Empty>
  )
}

import { CloudOff } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { keepTrying } from '../models/online.ts'
import { refreshSession, sessionState } from '../models/session.ts'
import { Button } from './button.tsx'
import { Empty } from './states.tsx'

const TRY_AGAIN_MS = 10_000

/** Nothing is known yet, not even who this is; it goes away by itself when the connection is back. */
export function Unreachable() {
  useEffect(() => {
    void import('../models/kept-answers.ts').then(({ openKept }) => openKept()).catch(() => {})
    return keepTrying(TRY_AGAIN_MS, () => refreshSession())
  }, [])
  return (
    <main>
      <Empty icon={CloudOff} title="SMB Hub cannot be reached" actions={<Retry />}>
        The connection was lost. Check it, then try again.
      </Empty>
    </main>
  )
}

const Retry = () => (
  <Button look="primary" onClick={() => (sessionState.value = 'unknown')}>
    Retry
  </Button>
)

import { effect } from '@preact/signals'
import { changed, changedEverything, type Kind } from './queries.ts'
import { accessToken, refreshSession, sessionState } from './session.ts'

const RETRY_FIRST_MS = 1000
const RETRY_LAST_MS = 30_000
const ABSENT_MS = 120_000

/** Keeps one stream open while signed in, so that a payment appears without a reload. */
export function startLive(): () => void {
  let stop = () => {}
  const end = effect(() => {
    const signedIn = sessionState.value === 'in'
    stop()
    stop = signedIn ? listen() : () => {}
  })
  return () => {
    end()
    stop()
  }
}

function listen(): () => void {
  const abort = new AbortController()
  void loop(abort.signal)
  return () => abort.abort()
}

async function loop(signal: AbortSignal): Promise<void> {
  let wait = RETRY_FIRST_MS
  let connectedBefore = false
  while (!signal.aborted) {
    const openedAt = Date.now()
    const outcome = await connect(signal, () => {
      if (connectedBefore) changedEverything()
      connectedBefore = true
      wait = RETRY_FIRST_MS
    })
    if (signal.aborted) return
    const lasted = Date.now() - openedAt > RETRY_LAST_MS / 2
    await pause(outcome === 'absent' ? ABSENT_MS : lasted ? 0 : wait, signal)
    wait = Math.min(wait * 2, RETRY_LAST_MS)
  }
}

async function connect(signal: AbortSignal, connected: () => void): Promise<'ended' | 'absent'> {
  const token = accessToken.value
  try {
    const response = await fetch('/v1/live', { headers: { Authorization: `Bearer ${token}` }, signal })
    if (response.status === 401) await refreshSession(token)
    if (response.status === 404) return 'absent'
    if (!response.ok || !response.body) return 'ended'
    connected()
    const end = await readEvents(response.body.pipeThrough(new TextDecoderStream()), (kind) => changed(kind))
    // Other pages of this person took the place: asked for at once, it would be taken from one of them.
    if (end === 'replaced') return 'absent'
  } catch {
    // A broken stream is the normal end of one: the loop opens the next.
  }
  return 'ended'
}

/** Server-sent events: blocks of `event:` and `data:` lines with an empty line after each. */
export async function readEvents(
  stream: ReadableStream<string>,
  onChanged: (kind: Kind) => void,
): Promise<'ended' | 'replaced'> {
  let rest = ''
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return 'ended'
    const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      if (/^event: ?replaced$/m.test(block)) return 'replaced'
      const kind = changedKind(block)
      if (kind) onChanged(kind)
    }
  }
}

function changedKind(block: string): Kind | null {
  const lines = block.split('\n')
  if (!lines.some((line) => /^event: ?changed$/.test(line))) return null
  const data = lines.find((line) => line.startsWith('data:'))?.slice(5)
  try {
    return (JSON.parse(data ?? '') as { kind: Kind }).kind
  } catch {
    return null
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

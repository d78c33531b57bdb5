import { effect, signal } from '@preact/signals'
import { changed, changedEverything, type Kind } from './queries.ts'
import { accessToken, refreshSession, sessionState } from './session.ts'

const RETRY_FIRST_MS = 1000
const RETRY_LAST_MS = 30_000
const ABSENT_MS = 120_000
/** The server says something each ten seconds. */
const SILENT_MS = 25_000

/** This page as the others know it, and what it does with what it hears of them (presence.ts). */
export const livePage = {
  name: Math.random().toString(36).slice(2, 12).padEnd(10, '0'),
  connected: (): void => {},
  /** While it is, nothing needs to be asked for that the stream tells of. */
  isOpen: signal(false),
  present: (_data: unknown): void => {},
}

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
  if (accessToken.value === null && !(await refreshSession())) return 'ended'
  const token = accessToken.value
  try {
    const headers = { Authorization: `Bearer ${token}`, 'X-Page': livePage.name }
    const response = await fetch('/v1/live', { headers, signal })
    if (response.status === 401) await refreshSession(token)
    if (response.status === 404) return 'absent'
    if (!response.ok || !response.body) return 'ended'
    connected()
    livePage.connected()
    livePage.isOpen.value = true
    const end = await readEvents(response.body.pipeThrough(new TextDecoderStream()), hear)
    // Other pages of this person took the place: asked for at once, it would be taken from one of them.
    if (end === 'replaced') return 'absent'
  } catch {
    // A broken stream is the normal end of one: the loop opens the next.
  } finally {
    livePage.isOpen.value = false
  }
  return 'ended'
}

function hear(event: string, data: unknown): void {
  if (event === 'changed') changed((data as { kind: Kind }).kind)
  if (event === 'present') livePage.present(data)
}

/** Server-sent events: blocks of `event:` and `data:` lines with an empty line after each. One that has fallen silent has ended. */
export async function readEvents(
  stream: ReadableStream<string>,
  heard: (event: string, data: unknown) => void,
): Promise<'ended' | 'replaced'> {
  let rest = ''
  const reader = stream.getReader()
  for (;;) {
    const silence = setTimeout(() => reader.cancel().catch(() => {}), SILENT_MS)
    const { done, value } = await reader.read().finally(() => clearTimeout(silence))
    if (done) return 'ended'
    const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = /^event: ?(.*)$/m.exec(block)?.[1] ?? ''
      if (event === 'replaced') return 'replaced'
      const data = parsed(/^data:(.*)$/m.exec(block)?.[1])
      if (event && data) heard(event, data)
    }
  }
}

function parsed(text = ''): unknown {
  try {
    return JSON.parse(text)
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

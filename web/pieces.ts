import { ApiError } from './api.ts'

/** The server has no file of this name any more: a newer app was put out since this page was opened. */
export class PieceGone extends Error {}

/**
 * What the build puts around every `import()` (vite.config.ts), with the files that it needs. Chrome, up to at least 150,
 * refuses for ever a module whose address failed once: none is asked for before all its files are in the browser's cache.
 */
export async function fetchPiece<T>(load: () => Promise<T>, files: readonly string[] = []): Promise<T> {
  const urls = files.map((file) => `/${file}`).filter((url) => !cameWithThePage(url))
  await Promise.all(urls.map(cached))
  await Promise.all(urls.filter((url) => url.endsWith('.css')).map(styled))
  return load()
}

let first: ReadonlySet<string | null> | undefined
function cameWithThePage(url: string): boolean {
  const elements = document.querySelectorAll('script, link')
  first ??= new Set([...elements].map((element) => element.getAttribute('src') ?? element.getAttribute('href')))
  return first.has(url)
}

const cached = once(async (url) => {
  const response = await fetch(url).catch(lost)
  // Some servers answer an unknown address with the page of the app.
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html')
  if (response.status >= 500 || response.status === 429) throw new ApiError(response.status, 'UNAVAILABLE', '')
  if (!response.ok || isPage) throw new PieceGone(url)
  // What is not read to its end does not stay in the cache.
  await response.arrayBuffer().catch(lost)
})

const styled = once((url) => {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url })
  document.head.append(link)
  return new Promise<void>((resolve, reject) => {
    link.onload = () => resolve()
    link.onerror = reject
  }).catch(() => {
    link.remove()
    lost()
  })
})

function lost(): never {
  throw new ApiError(0, 'OFFLINE', '')
}

/** Work of one address that is not repeated once it succeeded. */
function once(work: (url: string) => Promise<void>): (url: string) => Promise<void> {
  const done = new Map<string, Promise<void>>()
  return (url) => {
    const known = done.get(url)
    if (known) return known
    const doing = work(url)
    done.set(url, doing)
    doing.catch(() => done.delete(url))
    return doing
  }
}

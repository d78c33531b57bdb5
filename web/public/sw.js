// The app without a connection: its page, and the pieces of it that were loaded before. What it is told of a business is
// not in here but in web/models/kept-answers.ts; links with a token in them are never kept, nor what customers see.
const SHELL = 'shell'
const PIECES = 'pieces'
const PAGE = '/home'
const SLOW_MS = 4000

const isOurs = (path) => !/^\/(v1|portal|docs|local|files|health)(\/|$)|\.[^/]*$/.test(path)

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(fetch(PAGE, { cache: 'no-cache' }).then(keepPage).catch(() => {}))
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (isOurs(pathname)) event.respondWith(page(event))
  } else if (pathname.startsWith('/assets/') || pathname === '/theme.js' || pathname === '/icon.svg') {
    event.respondWith(piece(request))
  }
})

/** The page as the server has it; where that takes too long or fails, as it was. */
async function page(event) {
  const asked = fetch(event.request)
  event.waitUntil(asked.then((response) => keepPage(response.clone())).catch(() => {}))
  const kept = await caches.match(PAGE)
  if (!kept) return asked
  const slow = new Promise((resolve) => setTimeout(resolve, SLOW_MS, kept))
  return Promise.race([asked.then((response) => (response.status < 500 ? response : kept)), slow]).catch(() => kept)
}

/** A newer app has other pieces: those of the one before go. */
async function keepPage(response) {
  if (!response.ok || response.redirected || !/^text\/html/.test(response.headers.get('Content-Type') ?? '')) return
  const shell = await caches.open(SHELL)
  const [before, now] = await Promise.all([shell.match(PAGE).then((kept) => kept?.text()), response.clone().text()])
  if (before === now) return
  await caches.delete(PIECES)
  await shell.put(PAGE, response)
  const files = [...now.matchAll(/(?:src|href)="(\/(?:assets\/[^"]+|theme\.js|icon\.svg))"/g)].map(([, file]) => file)
  await (await caches.open(PIECES)).addAll(files)
}

/** Names of pieces carry their hash, so what is kept is right; what carries none is asked for first. */
async function piece(request) {
  const hasHash = new URL(request.url).pathname.startsWith('/assets/')
  const kept = await caches.match(request)
  if (kept && hasHash) return kept
  try {
    const response = await fetch(request)
    const isPage = /^text\/html/.test(response.headers.get('Content-Type') ?? '')
    if (response.ok && !isPage) await (await caches.open(PIECES)).put(request, response.clone())
    return response
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

// A POST that may have happened although no answer came must be repeated with the key of the first try.
const KEYS_MAX = 50
const keys = new Map<string, string>()

/** The key of this very request: the same for the same path and body until it has been answered. */
export function retryKeyFor(path: string, body: string): string {
  const request = `${path}\n${body}`
  const known = keys.get(request)
  if (known) return known
  const key = crypto.randomUUID()
  if (keys.size >= KEYS_MAX) keys.delete(keys.keys().next().value ?? '')
  keys.set(request, key)
  return key
}

/** What is tried again after a reload goes under the key that it was given at first. */
export const keepRetryKey = (path: string, body: string, key: string) => void keys.set(`${path}\n${body}`, key)

export function forgetRetryKey(path: string, body: string): void {
  keys.delete(`${path}\n${body}`)
}

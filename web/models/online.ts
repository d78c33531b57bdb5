/** Works again and again: when the browser says that the connection is back, and after this time at the latest, for it may not know. */
export function keepTrying(everyMs: number, work: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout>
  const attempt = async () => {
    clearTimeout(timer)
    await work()
    if (isOn) timer = setTimeout(attempt, everyMs)
  }
  let isOn = true
  timer = setTimeout(attempt, everyMs)
  addEventListener('online', attempt)
  return () => {
    isOn = false
    clearTimeout(timer)
    removeEventListener('online', attempt)
  }
}

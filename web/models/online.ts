/** Resolves when the browser says that the connection is back, and after this time at the latest: it may not know. */
export const whenOnline = (afterMs: number) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, afterMs)
    addEventListener('online', done)
  })

/** Resolves when the browser says that the connection is back, and after this time at the latest: it may not know. */
export const whenOnline = (afterMs: number) =>
  new Promise((resolve) => {
    addEventListener('online', resolve, { once: true })
    setTimeout(resolve, afterMs)
  })

const SMALL = 20_000
const LARGE = 320_000
const NOISE_MS = 5

/** How many times longer sixteen times the input takes: about 16 where the time is linear, about 256 where it is the square. */
export function growth(run: (length: number) => unknown): number {
  const timed = (length: number) => {
    const begun = performance.now()
    run(length)
    return performance.now() - begun
  }
  const small = Math.max(timed(SMALL), timed(SMALL), NOISE_MS)
  return timed(LARGE) / small
}

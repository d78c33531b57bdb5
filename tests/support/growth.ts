const SMALL = 20_000
const LARGE = 320_000
const NOISE_MS = 5
/** A square stays one however often it is tried; what was interrupted does not. */
const TRIES = 3

/**
 * How many times longer sixteen times the input takes: about 16 where the time is linear, about 256 where it is the square.
 * It is the time of the processor, and the least of some tries: others use the machine, too.
 */
export function growth(run: (length: number) => unknown): number {
  const timed = (length: number) => {
    const begun = process.cpuUsage()
    run(length)
    return process.cpuUsage(begun).user / 1000
  }
  const small = Math.max(timed(SMALL), timed(SMALL), NOISE_MS)
  const large = Math.min(...Array.from({ length: TRIES }, () => timed(LARGE)))
  return large / small
}

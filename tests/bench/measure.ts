import type { Asked } from './ask.ts'

export interface Operation {
  name: string
  expected: number
  /** The n-th request of it. */
  run(n: number): Promise<Asked>
}

export interface Measured {
  name: string
  ms: number[]
  trips: Set<string>
  failures: Map<number, number>
}

interface Plan {
  concurrency: number
  /** Requests of one operation before it is the next one's turn. */
  block: number
  forMs: number
}

const asked = new Map<string, number>()

/** Takes turns between the operations until the time is over, so that whatever slows the machine slows them all. */
export async function measure(
  operations: readonly Operation[],
  { concurrency, block, forMs }: Plan,
): Promise<Measured[]> {
  const measured = operations.map(({ name }): Measured => ({ name, ms: [], trips: new Set(), failures: new Map() }))
  for (const until = performance.now() + forMs; performance.now() < until; ) {
    for (const [index, operation] of operations.entries())
      await runBlock(operation, measured[index]!, concurrency, block)
  }
  return measured
}

async function runBlock(operation: Operation, measured: Measured, concurrency: number, block: number): Promise<void> {
  let left = block
  const worker = async () => {
    while (left-- > 0) {
      const n = asked.get(operation.name) ?? 0
      asked.set(operation.name, n + 1)
      const started = performance.now()
      const { status, headers } = await operation.run(n)
      const ms = performance.now() - started
      if (status === operation.expected) measured.ms.push(ms)
      else measured.failures.set(status, (measured.failures.get(status) ?? 0) + 1)
      const trips = /db;desc="(\d+)"/.exec(String(headers['server-timing']))?.[1]
      if (trips) measured.trips.add(trips)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}

/** Nearest rank. */
export function percentile(ms: readonly number[], share: number): number {
  const sorted = [...ms].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

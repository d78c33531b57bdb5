import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Collection<T> {
  get(id: string): T | undefined
  put(id: string, value: T): void
  remove(id: string): void
  /** Oldest first. */
  all(): T[]
}

export interface Store {
  collection<T>(kind: string): Collection<T>
  /** Writes what was changed since the last commit as one line: after a crash all of it is there, or nothing. */
  commit(): void
  close(): void
}

type Change = [kind: string, id: string, value: unknown]

/** Objects in memory, backed by an append-only file of JSON lines which is compacted when it is opened. */
export function openStore(file: string): Store {
  mkdirSync(dirname(file), { recursive: true })
  const kinds = load(file)
  compact(file, kinds)
  const descriptor = openSync(file, 'a')
  let pending: Change[] = []
  let closed = false
  const commit = () => {
    if (pending.length === 0 || closed) return
    const line = `${JSON.stringify(pending)}\n`
    pending = []
    writeSync(descriptor, line)
  }
  const change = (kind: string, id: string, value: unknown) => {
    apply(kinds, [kind, id, value])
    if (pending.length === 0) queueMicrotask(commit)
    pending.push([kind, id, value])
  }
  return {
    collection: <T>(kind: string) => ({
      get: (id) => kinds.get(kind)?.get(id) as T | undefined,
      put: (id, value) => change(kind, id, value),
      remove: (id) => change(kind, id, null),
      all: () => [...(kinds.get(kind)?.values() ?? [])] as T[],
    }),
    commit,
    close() {
      commit()
      if (!closed) closeSync(descriptor)
      closed = true
    },
  }
}

function load(file: string): Map<string, Map<string, unknown>> {
  const kinds = new Map<string, Map<string, unknown>>()
  if (!existsSync(file)) return kinds
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    for (const change of parseLine(line)) apply(kinds, change)
  }
  return kinds
}

// A line cut short by a crash was never answered to anybody.
function parseLine(line: string): Change[] {
  try {
    return line === '' ? [] : JSON.parse(line)
  } catch {
    return []
  }
}

function apply(kinds: Map<string, Map<string, unknown>>, [kind, id, value]: Change) {
  const objects = kinds.get(kind) ?? new Map<string, unknown>()
  kinds.set(kind, objects)
  if (value === null) objects.delete(id)
  else objects.set(id, value)
}

function compact(file: string, kinds: Map<string, Map<string, unknown>>) {
  const lines: string[] = []
  for (const [kind, objects] of kinds) {
    for (const [id, value] of objects) lines.push(JSON.stringify([[kind, id, value]]))
  }
  writeFileSync(`${file}.new`, lines.map((line) => `${line}\n`).join(''))
  renameSync(`${file}.new`, file)
}

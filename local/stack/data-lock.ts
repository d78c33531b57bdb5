import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Refusal } from './refusal.ts'

export interface DataLock {
  release(): void
}

interface Holder {
  pid: number
  startedAt: string
}

/** A predecessor that was killed may need a moment to end. */
const PATIENCE_MS = 3_000

/** Makes sure that one process alone uses a data folder. A holder that died does not count. */
export async function lockData(dataDir: string): Promise<DataLock> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'lock')
  const until = Date.now() + PATIENCE_MS
  while (!tryLock(file)) {
    const holder = readHolder(file)
    if (!holder || startOf(holder.pid) !== holder.startedAt) rmSync(file, { force: true })
    else if (Date.now() < until) await setTimeout(100)
    else throw new Refusal(`${dataDir} is in use by process ${holder.pid}. Stop it, or set DATA_DIR to another folder.`)
  }
  return { release: () => rmSync(file, { force: true }) }
}

function tryLock(file: string): boolean {
  const own = `${file}.${process.pid}`
  writeFileSync(own, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) }), { mode: 0o600 })
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

/** When a process started, because its number may belong to another one by now; null when there is none. */
function startOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

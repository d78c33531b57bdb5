import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Lets go of the processes that are watched. */
export type Release = () => void

/**
 * Ends children of a name when this process dies in a way that leaves it no time for that (kill -9): the Workers runtime
 * would keep the port. A shell waits for the end of a pipe that only this process holds open. Null while there is no
 * such child that is not watched yet.
 */
export function endWithUs(name: string): Release | null {
  if (process.platform === 'win32') return () => {}
  const guards = childrenNamed(name)
    .filter((pid) => !watched.has(pid))
    .map(watch)
  if (guards.length === 0) return null
  return () => {
    for (const release of guards) release()
  }
}

const watched = new Set<number>()

function watch(pid: number): Release {
  watched.add(pid)
  const guard = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -9 "$1" 2>/dev/null', 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.on('error', () => {})
  guard.unref()
  return () => {
    // Before its pipe closes, or it would kill whoever has that number by then.
    guard.kill('SIGKILL')
    guard.stdin.destroy()
    watched.delete(pid)
  }
}

function childrenNamed(name: string): number[] {
  const processes = process.platform === 'linux' ? listProc() : listPs()
  return processes.filter((one) => one.parent === process.pid && one.command.includes(name)).map((one) => one.pid)
}

interface Process {
  pid: number
  parent: number
  command: string
}

function listProc(): Process[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return [{ pid: Number(entry), parent, command: readFileSync(`/proc/${entry}/cmdline`, 'utf8') }]
      } catch {
        return []
      }
    })
}

function listPs(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n')
  return lines.map((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/)
    return { pid: Number(pid), parent: Number(parent), command: command.join(' ') }
  })
}

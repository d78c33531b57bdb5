import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../local/root.ts'
import { drawn } from '../support/drawn.ts'
import { freePort } from '../support/ports.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'hub-start-'))
const running: ChildProcess[] = []
const STARTING_MS = 90_000

afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await setTimeout(500)
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

interface Start {
  child: ChildProcess
  said(): string
  ended: Promise<number | null>
  isReady: Promise<boolean>
}

/** What `npm start` runs. */
function start(env: Record<string, string>): Start {
  const child = spawn('node', ['local/bootstrap.mjs', 'local/start.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let said = ''
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const isReady = new Promise<boolean>((resolve) => {
    const listen = (bytes: Buffer): void => {
      said += bytes
      if (/is ready on/.test(said)) resolve(true)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void ended.then(() => resolve(false))
  })
  return { child, said: () => said, ended, isReady }
}

const isAnswering = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    (response) => response.ok,
    () => false,
  )

async function untilSilent(port: number): Promise<void> {
  for (let i = 0; i < 50 && (await isAnswering(port)); i++) await setTimeout(100)
  expect(await isAnswering(port)).toBe(false)
}

/** Processes of the Workers runtime whose parent is gone. */
const orphans = (): string[] =>
  readdirSync('/proc').filter((entry) => {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      return /^\d+ \(workerd\) \S 1 /.test(stat) && readFileSync(`/proc/${entry}/environ`, 'utf8').includes(dataDir)
    } catch {
      return false
    }
  })

describe.sequential('npm start', () => {
  it('says once that it is ready, refuses a second start, and ends at Ctrl-C', {
    timeout: STARTING_MS * 2,
  }, async () => {
    const port = await freePort()
    const first = start({ PORT: String(port) })
    expect(await first.isReady, first.said()).toBe(true)
    expect(first.said().match(/^SMB Hub is ready on .*$/gm)).toEqual([`SMB Hub is ready on http://127.0.0.1:${port}`])
    expect(await isAnswering(port)).toBe(true)

    const sameData = start({ PORT: String(await freePort()) })
    const otherData = mkdtempSync(join(tmpdir(), 'hub-start-'))
    const samePort = start({ PORT: String(port), DATA_DIR: otherData })
    expect(await sameData.ended).toBe(1)
    expect(sameData.said()).toContain(`${dataDir} is in use by process`)
    expect(await samePort.ended).toBe(1)
    expect(samePort.said()).toContain(`Port ${port} is taken`)
    rmSync(otherData, { recursive: true })

    const before = performance.now()
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(await isAnswering(port)).toBe(false)
    expect(orphans()).toEqual([])
  })

  it('starts again on the same port and data after kill -9', { timeout: STARTING_MS * 2 }, async () => {
    const port = await freePort()
    for (const isMiddleman of drawn([false, true], 2, 'start')) {
      const killed = start({ PORT: String(port) })
      expect(await killed.isReady, killed.said()).toBe(true)
      expect(readdirSync(dataDir).includes('lock')).toBe(true)
      // Once the process that does the work, and once the one that npm started.
      process.kill(isMiddleman ? killed.child.pid! : worker(killed.child.pid!), 'SIGKILL')
      await killed.ended
      await untilSilent(port)
    }
    const again = start({ PORT: String(port) })
    expect(await again.isReady, again.said()).toBe(true)
    expect(orphans()).toEqual([])
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  })
})

/** The process that the bootstrap started. */
function worker(parent: number): number {
  const children = readdirSync('/proc').filter((entry) => {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent
    } catch {
      return false
    }
  })
  expect(children).toHaveLength(1)
  return Number(children[0])
}

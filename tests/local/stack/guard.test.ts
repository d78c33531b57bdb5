import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const GUARD = fileURLToPath(new URL('../../../local/stack/guard.ts', import.meta.url))
const NODE = fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url))

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A process with a child; answers the numbers of both. */
async function family(afterwards: string): Promise<{ parent: number; child: number }> {
  const script = `import { spawn } from 'node:child_process'
    const { endWithUs } = await import(${JSON.stringify(GUARD)})
    const child = spawn('sleep', ['4711'], { stdio: 'ignore', detached: true })
    child.unref()
    const release = endWithUs('sleep')
    ${afterwards}
    console.log(child.pid)
    setInterval(() => {}, 1000)`
  const parent = spawn(NODE, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(parent.stdout, 'data')) as [Buffer]
  return { parent: parent.pid!, child: Number(said) }
}

it('a child ends when its parent is killed', { timeout: 20_000 }, async () => {
  const { parent, child } = await family('')
  expect(isAlive(child)).toBe(true)
  process.kill(parent, 'SIGKILL')
  for (let i = 0; i < 50 && isAlive(child); i++) await setTimeout(100)
  expect(isAlive(child)).toBe(false)
})

it('a process that is no longer watched is left alone', { timeout: 20_000 }, async () => {
  const { parent, child } = await family('release()')
  await setTimeout(100)
  process.kill(parent, 'SIGKILL')
  await setTimeout(1_000)
  expect(isAlive(child)).toBe(true)
  process.kill(child, 'SIGKILL')
})

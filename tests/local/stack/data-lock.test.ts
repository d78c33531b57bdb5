import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockData } from '../../../local/stack/data-lock.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hub-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const hold = (holder: object | string) =>
  writeFileSync(join(dataDir, 'lock'), typeof holder === 'string' ? holder : JSON.stringify(holder))

it('refuses a second holder, naming the folder and the process', { timeout: 10_000 }, async () => {
  const lock = await lockData(dataDir)
  await expect(lockData(dataDir)).rejects.toThrow(`${dataDir} is in use by process ${process.pid}`)
  lock.release()
  const again = await lockData(dataDir)
  again.release()
})

it('gives way when the holder ends while another waits', async () => {
  const lock = await lockData(dataDir)
  setTimeout(() => lock.release(), 300)
  const second = await lockData(dataDir)
  second.release()
})

it('passes over a holder that was killed', async () => {
  const gone = spawn('true')
  await once(gone, 'exit')
  hold({ pid: gone.pid, startedAt: '1' })
  const lock = await lockData(dataDir)
  lock.release()
})

it('passes over a holder whose number belongs to another process now', async () => {
  hold({ pid: process.pid, startedAt: 'long ago' })
  const lock = await lockData(dataDir)
  lock.release()
})

it('passes over a lock that says nothing', async () => {
  hold('')
  const lock = await lockData(dataDir)
  lock.release()
})

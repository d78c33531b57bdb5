import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../local/services/store.ts'

const STORE = fileURLToPath(new URL('../../../local/services/store.ts', import.meta.url))
const NODE = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-store-'))
  file = join(folder, 'state.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the store', () => {
  it('keeps changes and removals, oldest first, and compacts them', () => {
    const store = openStore(file)
    const mails = store.collection<string>('mails')
    for (const id of ['a', 'b', 'c']) mails.put(id, id.toUpperCase())
    mails.put('a', 'A2')
    mails.remove('b')
    store.close()
    const again = openStore(file)
    expect(again.collection<string>('mails').all()).toEqual(['A2', 'C'])
    again.close()
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  })

  it('leaves out a line that a crash cut short, with everything in it', () => {
    const store = openStore(file)
    store.collection('mails').put('a', 1)
    store.close()
    appendFileSync(file, '[["mails","b",2],["mails","c",')
    const again = openStore(file)
    expect(again.collection('mails').all()).toEqual([1])
    again.close()
  })

  it('has everything that was committed before kill -9', async () => {
    const program = `import { openStore } from ${JSON.stringify(STORE)}
const store = openStore(${JSON.stringify(file)})
for (let n = 0; ; n += 1) {
  store.collection('n').put(String(n), n)
  store.commit()
  process.stdout.write(n + '\\n')
  if (n % 50 === 0) await new Promise((done) => setTimeout(done, 1))
}`
    const child = spawn(NODE, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    for await (const chunk of child.stdout) {
      said += chunk
      if (said.length > 2_000) child.kill('SIGKILL')
    }
    const last = Number(said.trimEnd().split('\n').at(-1))
    const again = openStore(file)
    const kept = again.collection<number>('n').all()
    again.close()
    expect(last).toBeGreaterThan(100)
    expect(kept.length).toBeGreaterThanOrEqual(last + 1)
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => index))
  })
})

import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ROOT } from '../../local/root.ts'

const folder = mkdtempSync(join(tmpdir(), 'hub-bootstrap-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Lock {
  packages: Record<string, { dependencies?: object; optionalDependencies?: object; devDependencies?: object }>
}

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
}

/** A project as small as can be: its only packages are folders beside it, so that nothing is fetched. */
function writeProject(): string {
  write('package.json', {
    name: 'small',
    version: '1.0.0',
    dependencies: { node: 'file:own-node', other: 'file:other' },
  })
  write('own-node/package.json', { name: 'node', version: '1.0.0' })
  write('own-node/bin/node', `#!/bin/sh\nexec "${process.execPath}" "$@"\n`)
  chmodSync(join(folder, 'own-node/bin/node'), 0o755)
  write('other/package.json', { name: 'other', version: '1.0.0' })
  // It lacks `other`, as a lock file that another machine wrote may lack what only this one needs.
  const lock = JSON.stringify({
    name: 'small',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'small', version: '1.0.0', dependencies: { node: 'file:own-node' } },
      'node_modules/node': { resolved: 'own-node', link: true },
      'own-node': { name: 'node', version: '1.0.0' },
    },
  })
  write('package-lock.json', lock)
  write('script.mjs', `import 'other/package.json' with { type: 'json' }\nconsole.log('ran', process.argv[2])\n`)
  mkdirSync(join(folder, 'local'))
  copyFileSync(join(ROOT, 'local/bootstrap.mjs'), join(folder, 'local/bootstrap.mjs'))
  return lock
}

const start = (word: string) =>
  spawnSync(process.execPath, ['local/bootstrap.mjs', 'script.mjs', word], { cwd: folder, encoding: 'utf8' })

it('installs what is missing, once, and leaves the lock file as it is', { timeout: 60_000 }, () => {
  const lock = writeProject()
  const first = start('first')
  expect(first.stdout, first.stderr).toMatch(/^Installing [\s\S]*ran first$/m)
  expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).toBe(lock)
  expect(start('second').stdout).toBe('ran second\n')
})

it('the lock file has every package of every platform, so that no npm completes it', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock
  const isFound = (name: string, from: string): boolean => {
    if (packages[`${from && `${from}/`}node_modules/${name}`]) return true
    return from !== '' && isFound(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))))
  }
  const missing = Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies, devDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies, ...(from === '' ? devDependencies : {}) })
      .filter((name) => !isFound(name, from))
      .map((name) => `${name} of ${from}`),
  )
  expect(missing).toEqual([])
})

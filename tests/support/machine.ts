import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A program that tests need, and the Debian packages that bring it, the best first. */
export interface Wanted {
  isThere: () => boolean
  packages: readonly string[]
}

/** Installs what is missing when that is possible without asking anybody, all of it at once where it can. */
export async function installMissing(wanted: readonly Wanted[]): Promise<void> {
  const missing = wanted.filter(({ isThere }) => !isThere())
  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
  if (missing.length === 0 || !isDebian || process.getuid?.() !== 0) return
  const best = missing.map(({ packages }) => packages[0]!)
  if ((await install(best)) || ((await apt('update', '-q')) && (await install(best)))) return
  // With one name that it does not know, apt installs none of them.
  for (const { isThere, packages } of missing) for (const name of packages) if (!isThere()) await install([name])
}

function install(names: readonly string[]): Promise<boolean> {
  console.log(`Installing ${names.join(', ')} (apt-get) ...`)
  return apt('install', '-y', '-q', '--no-install-recommends', ...names)
}

/** Not awaited in one piece: the checks and what is built go on beside it. */
function apt(...args: string[]): Promise<boolean> {
  // With this runlevel the package starts no server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const child = spawn('apt-get', args, { env, stdio: 'ignore', timeout: INSTALL_MS })
  return new Promise((resolve) => {
    child.on('error', () => resolve(false)).on('close', (code) => resolve(code === 0))
  })
}

const INSTALL_MS = 240_000

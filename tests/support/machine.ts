import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs a Debian package when that is possible without asking anybody; answers whether it is there now. */
export function tryInstall(name: string): boolean {
  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
  if (!isDebian || process.getuid?.() !== 0) return false
  console.log(`Installing ${name} (apt-get) ...`)
  // With this runlevel the package starts no server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', [...args], { env, stdio: 'ignore', timeout: INSTALL_MS }).status === 0
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', name)
  return install() || (apt('update', '-q') && install())
}

const INSTALL_MS = 240_000

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './ports.ts'

export interface PostgresServer {
  /** The superuser of a server that is thrown away with everything in it. */
  adminUrl: string
  stop(): Promise<void>
}

const HOMES = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt']
const FOLDER = 'hub-postgres-'
const STARTING_MS = 30_000

/** The folder with PostgreSQL's programs, the newest first; null when there is none. */
export function findPostgres(): string | null {
  const folders = HOMES.filter(existsSync).flatMap((home) => readdirSync(home).map((name) => join(home, name, 'bin')))
  const found = folders.filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
  return found.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))[0] ?? null
}

/** Starts a server of its own on a free port, as a user that is not root, without fsync. */
export async function startPostgres(binaries: string): Promise<PostgresServer> {
  sweepLeftovers()
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`))
  const user = plainUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const init = spawnSync(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8'], {
    ...user,
    cwd: folder,
    encoding: 'utf8',
  })
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr || init.error?.message}`)
  const port = await freePort()
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...settings(port, folder)], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const adminUrl = `postgres://postgres:trusted@127.0.0.1:${port}/postgres`
  await untilReady(server, adminUrl)
  return {
    adminUrl,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGQUIT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function settings(port: number, folder: string): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    // What a test makes is small and short-lived: compiling its plans and tidying behind it cost more than they save.
    jit: 'off',
    autovacuum: 'off',
    max_connections: 200,
    shared_buffers: '64MB',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** PostgreSQL refuses to run as root. */
function plainUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user) throw new Error('a user named postgres or nobody is needed to run PostgreSQL')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

async function untilReady(server: ChildProcess, adminUrl: string): Promise<void> {
  let said = ''
  server.stderr?.on('data', (bytes) => {
    said = `${said}${bytes}`.slice(-2_000)
  })
  for (const until = Date.now() + STARTING_MS; Date.now() < until; await setTimeout(50)) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said}`)
    const client = new pg.Client({ connectionString: adminUrl })
    try {
      await client.connect()
      return
    } catch {
      // Not yet.
    } finally {
      await client.end().catch(() => {})
    }
  }
  server.kill('SIGKILL')
  throw new Error(`PostgreSQL was not ready in time: ${said}`)
}

/** Ends servers whose test run was killed. */
function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER))) {
    const owner = Number(name.slice(FOLDER.length).split('-')[0])
    if (isAlive(owner)) continue
    const folder = join(tmpdir(), name)
    try {
      const pidFile = join(folder, 'data', 'postmaster.pid')
      if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Somebody else's.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

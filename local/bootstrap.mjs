// Runs on any Node from 18 and needs no package: installs what is missing, then hands over to the Node of the project.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MAJOR_MIN = 18
const PARENT_CHECK_MS = 500
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isWindows = process.platform === 'win32'
const marker = join(root, 'node_modules', '.installed-lock')
const ownNode = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node')

if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR_MIN) {
  fail(
    `Node ${process.versions.node} is too old. Install Node ${NODE_MAJOR_MIN} or newer from https://nodejs.org and try again.`,
  )
}
if (!isInstalled()) install()
run(process.argv.slice(2))

function isInstalled() {
  return existsSync(ownNode) && existsSync(marker) && readFileSync(marker, 'utf8') === lockHash()
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function install() {
  console.log('Installing what is missing (npm install) ...')
  const npm = process.env.npm_execpath
  // Scripts and development packages are needed whatever the machine's own settings say. Without `--no-save` some
  // versions of npm write the lock file anew; `npm ci` would take the packages away from a start that is running.
  const args = [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--ignore-scripts=false',
    '--loglevel=error',
  ]
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: isWindows })
  if (done.error?.code === 'ENOENT')
    fail('npm was not found. Install Node together with npm from https://nodejs.org and try again.')
  if (done.status !== 0) {
    fail(
      'npm install failed. The first start needs the network once, to fetch packages from the npm registry; see the message above.',
    )
  }
  if (!existsSync(ownNode)) fail(`npm install did not bring ${ownNode}. Remove node_modules and try again.`)
  writeFileSync(marker, lockHash())
}

function run([script, ...args]) {
  if (!script) fail('usage: node local/bootstrap.mjs <script> [arguments]')
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(isWindows ? ';' : ':')
  const child = spawn(ownNode, [join(root, script), ...args], {
    cwd: root,
    // The child ends itself when the channel closes, so killing this process leaves nothing behind.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // What was compiled once is read by the next start, and by each of the many processes of the tests.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env, PATH: path },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`${ownNode} cannot run: ${error.message}. Remove node_modules and try again.`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
  watchNpm(() => child.kill('SIGTERM'))
}

/** Calls back when the npm that runs this script was killed, which no signal tells. */
function watchNpm(onGone) {
  if (process.platform !== 'linux' || !process.env.npm_lifecycle_event) return
  for (let child = process.pid, depth = 0; depth < 3; depth++) {
    const parent = parentOf(child)
    if (!parent) return
    if (readProc(parent, 'cmdline')?.startsWith('npm')) {
      const timer = setInterval(() => {
        if (parentOf(child) === parent) return
        clearInterval(timer)
        onGone()
      }, PARENT_CHECK_MS)
      return timer.unref()
    }
    child = parent
  }
}

function parentOf(pid) {
  const stat = readProc(pid, 'stat')
  return stat && Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

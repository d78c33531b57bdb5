import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { Refusal } from './refusal.ts'

/** A predecessor that was killed may need a moment to end. */
const PATIENCE_MS = 3_000

/** The port to listen on: the wanted one when it is free, any free one for 0. */
export async function claimPort(wanted: number): Promise<number> {
  for (const until = Date.now() + PATIENCE_MS; ; await setTimeout(100)) {
    const port = await tryPort(wanted)
    if (port !== null) return port
    if (Date.now() > until)
      throw new Refusal(`Port ${wanted} is taken. Free it, or set PORT to another, e.g. PORT=8788.`)
  }
}

async function tryPort(wanted: number): Promise<number | null> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(wanted, '127.0.0.1', resolve)
    })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') return null
    throw new Refusal(`Port ${wanted} cannot be used: ${code}.`)
  }
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : wanted
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Stack } from './stack.ts'

export interface DemoSignIn {
  email: string
  password: string
}

type Seed = (stack: Pick<Stack, 'origin' | 'adminUrl' | 'servicesUrl'>) => Promise<DemoSignIn>

/** Makes the demo business on the first start; answers how its owner signs in, null when there is none. */
export async function ensureDemo(root: string, dataDir: string, stack: Stack): Promise<DemoSignIn | null> {
  const script = join(root, 'local', 'demo', 'seed.ts')
  const made = join(dataDir, 'demo.json')
  if (existsSync(made)) return JSON.parse(readFileSync(made, 'utf8')) as DemoSignIn
  if (!existsSync(script)) return null
  const { seedDemo } = (await import(pathToFileURL(script).href)) as { seedDemo: Seed }
  const signIn = await seedDemo(stack)
  writeFileSync(made, JSON.stringify(signIn), { mode: 0o600 })
  return signIn
}

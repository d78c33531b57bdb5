import type { TestProject } from 'vitest/node'
import { preparePGlite } from './database-source.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { source, stop } = await preparePGlite()
  project.provide('database', source)
  return stop
}

import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They start the whole product several times and wait for it: at the end the other workers would have nothing left to do. */
const WAITING = ['local/start.test.ts', 'local/database/restart.test.ts', 'local/demo/ensure.test.ts']

/** Files that mostly wait come first, beside others that compute. */
export class WaitsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const waits = ({ moduleId }: TestSpecification) => WAITING.some((path) => moduleId.endsWith(`/tests/${path}`))
    const sorted = await super.sort(files)
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))]
  }
}

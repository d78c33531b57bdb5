import type { Reporter, TestModule } from 'vitest/node'

/** Counts what a run of vitest, and the checks before it, have shown. */
export class Count implements Reporter {
  passed = 0
  failed = 0
  skipped = 0

  add(isGood: boolean): void {
    if (isGood) this.passed += 1
    else this.failed += 1
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    this.failed += unhandledErrors.length
    for (const module of modules) this.countModule(module)
  }

  /** Nothing failed, and something ran. */
  isGood(): boolean {
    return this.failed === 0 && this.passed > 0
  }

  sentence(): string {
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : ''
    return `${this.passed} passed, ${this.failed} failed${skipped}`
  }

  private countModule(module: TestModule): void {
    const failedBefore = this.failed
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') this.passed += 1
      else if (state === 'skipped') this.skipped += 1
      else this.failed += 1
    }
    // A file that cannot be loaded, or a hook that threw, has no test to blame.
    if (module.state() === 'failed' && this.failed === failedBefore) this.failed += 1
  }
}

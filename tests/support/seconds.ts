import type { Reporter, TestModule } from 'vitest/node'

/** How long each part of a run takes, in the order in which they begin. */
export class Seconds implements Reporter {
  private readonly parts = new Map<string, { from: number; to: number }>()
  private startedVitest = 0

  async of<T>(name: string, run: () => Promise<T>): Promise<T> {
    this.begin(name)
    return run().finally(() => this.end(name))
  }

  onInit(): void {
    this.startedVitest = performance.now()
  }

  onTestModuleQueued({ project }: TestModule): void {
    // Servers and stacks are started before the first file.
    if (!this.parts.has(SETUP)) this.parts.set(SETUP, { from: this.startedVitest, to: performance.now() })
    this.begin(project.name)
  }

  onTestModuleEnd({ project }: TestModule): void {
    this.end(project.name)
  }

  lines(): string[] {
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(1).padStart(7)} s`
    const all = [...this.parts].map(([name, { from, to }]) => `${seconds(to - from)}  ${name}`)
    return [...all, `${seconds(performance.now())}  all of it`]
  }

  private begin(name: string): void {
    const now = performance.now()
    if (!this.parts.has(name)) this.parts.set(name, { from: now, to: now })
  }

  private end(name: string): void {
    const part = this.parts.get(name)
    if (part) part.to = performance.now()
  }
}

const SETUP = 'stacks of the tests'

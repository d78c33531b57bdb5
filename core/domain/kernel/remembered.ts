/** Values by key, the newest only: for what can be had again when it was forgotten. */
export class Remembered<V> {
  private readonly values = new Map<string, V>()
  private readonly max: number

  constructor(max: number) {
    this.max = max
  }

  get(key: string): V | undefined {
    return this.values.get(key)
  }

  set(key: string, value: V): V {
    this.values.delete(key)
    this.values.set(key, value)
    const [oldest] = this.values.keys()
    if (this.values.size > this.max && oldest !== undefined) this.values.delete(oldest)
    return value
  }

  delete(key: string): void {
    this.values.delete(key)
  }
}

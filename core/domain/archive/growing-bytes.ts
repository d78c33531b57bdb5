const FIRST_BYTES = 64 * 1024

/** Bytes that are written one behind the other, in one buffer that is used again. */
export class GrowingBytes {
  bytes = new Uint8Array(FIRST_BYTES)
  length = 0

  /** Makes sure that so many more can be written. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = new Uint8Array(2 * (this.length + more))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }

  push(byte: number): void {
    this.bytes[this.length++] = byte
  }

  /** For what is short: calling `set` costs more than its bytes. */
  copy(from: Uint8Array, begin = 0, end = from.length): void {
    const { bytes } = this
    let { length } = this
    for (let at = begin; at < end; at++) bytes[length++] = from[at]!
    this.length = length
  }

  /** What was written; good until the next is. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length)
    this.length = 0
    return taken
  }
}

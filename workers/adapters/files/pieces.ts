const PIECE_BYTES = 64 * 1024

/** The bytes of a stream, piece by piece. Each is good until the next one is asked for: large streams leave no rubbish. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = byobReader(stream)
  if (!reader) return yield* stream
  try {
    let buffer = new ArrayBuffer(PIECE_BYTES)
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(buffer))
      if (done || !value) return
      yield value
      buffer = value.buffer
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Null for a stream that hands out what it likes. */
function byobReader(stream: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: 'byob' })
  } catch {
    return null
  }
}

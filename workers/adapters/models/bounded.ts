import { NoAnswer } from './chat.ts'

/** More than any proposal; what is longer is cut while it is read. */
const ANSWER_BYTES_MAX = 128 * 1024

/** The body as text; a longer one is not read further. */
export async function boundedText(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const chunks: Uint8Array[] = []
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return new TextDecoder().decode(joined(chunks, bytes))
    bytes += value.length
    if (bytes > ANSWER_BYTES_MAX) {
      await reader.cancel().catch(() => {})
      throw new NoAnswer('too_large')
    }
    chunks.push(value)
  }
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

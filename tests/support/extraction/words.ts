import type { Line, Span } from '../../../core/domain/extraction/found.ts'

/** High by C-24: sure enough that nobody needs to look at it again (H-AI-9). */
export const SURE = 0.85

export const wordsAt = (lines: readonly Line[], { line, start, end }: Span): string =>
  lines[line]?.text.slice(start, end) ?? ''

import { htmlLineKinds, htmlLines, readable } from './html-lines.ts'
import { parseHtml } from './html-tree.ts'
import { type MessageParts, messageParts } from './new-text.ts'

/**
 * The words of a mail that has no plain text: a line for each block, links behind their words, quotes behind ">".
 * @public For the history that an answer quotes.
 */
export function textOfHtml(html: string): string {
  const { lines } = htmlLines(parseHtml(html).root)
  const text = lines.map(({ shown, quoted }) =>
    (quoted === 'sure' ? `> ${readable(shown)}` : readable(shown)).trimEnd(),
  )
  return text
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** What of a mail in HTML is new, by its words and by what its elements say. */
export function newTextOfHtml(html: string, subject = ''): MessageParts {
  const { lines } = htmlLines(parseHtml(html).root)
  const shown = lines.map((line) => ({ text: readable(line.shown).replace(/ {2,}/g, ' ') }))
  return messageParts(shown, htmlLineKinds(lines, subject))
}

const NAME_MAX = 80

/** `Invoice-INV-0012.pdf`: letters, digits, dots and dashes alone, so that no system and no header reads more into it. */
export function fileNameOf(kind: string, number: string | null, ending = 'pdf'): string {
  const plain = (number ?? 'draft').normalize('NFKD').replace(/[^A-Za-z0-9.]+/g, '-')
  const name = `${kind}-${plain}`
    .slice(0, NAME_MAX)
    .replace(/\.{2,}/g, '.')
    .replace(/[-.]+$/, '')
  return `${name}.${ending}`
}

import { locale } from '../../../models/locale.ts'

/** A number with its word: "1 row", "1,200 rows". */
export const countWords = (count: number, word: string): string =>
  `${new Intl.NumberFormat(locale()).format(count)} ${word}${count === 1 ? '' : 's'}`

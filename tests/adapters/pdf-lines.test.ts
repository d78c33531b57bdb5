import { expect, it } from 'vitest'
import { readReceipt } from '../../core/domain/extraction/receipt/receipt.ts'
import { pdfLines } from '../../workers/adapters/pdf-lines.ts'
import { receiptPdf } from '../support/extraction/receipt-pdf.ts'

it('reads the words of a PDF, those of one line together, with what stands at its right apart', async () => {
  const lines = await pdfLines(await receiptPdf(['BRIGHT ELECTRIC LTD', '18/11/2026', 'Total CAD\t$45.20']))
  expect(lines?.map(({ text }) => text)).toEqual(['BRIGHT ELECTRIC LTD', '18/11/2026', 'Total CAD', '$45.20'])
  const [, , label, figure] = lines ?? []
  expect(figure?.box?.[3]).toBeCloseTo(label?.box?.[3] ?? 0)
  const { total } = readReceipt(lines ?? [], { received: '2026-11-27T12:00:00', country: 'CA' })
  expect(total?.value).toBe('45.20')
})

it.each([
  ['nothing', new Uint8Array()],
  ['no PDF', new TextEncoder().encode('hello')],
  ['one that is cut short', new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<< /Type /Catalog')],
])('is null for %s', async (_, bytes) => expect(await pdfLines(bytes)).toBeNull())

it('a PDF without text has no lines', async () => expect(await pdfLines(await receiptPdf([]))).toEqual([]))

import type { PDFDocument, PDFImage } from '@cantoo/pdf-lib'

const DATA_URL = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/=]+)$/

/** The logo as a part of the file; null for what cannot be: the name stands there in any case. */
export async function embedLogo(doc: PDFDocument, logo: string | null): Promise<PDFImage | null> {
  const [, type, base64] = DATA_URL.exec(logo ?? '') ?? []
  if (!type || !base64) return null
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const image = type === 'png' ? await doc.embedPng(bytes) : await doc.embedJpg(bytes)
    await image.embed()
    return image
  } catch {
    return null
  }
}

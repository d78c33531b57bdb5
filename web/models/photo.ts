import { HEAD_BYTES, HEIC_WORDS, isHeic } from '../../core/domain/files/content-type.ts'
import { ApiError } from '../api.ts'

/** What a receipt is still read well at, and a photo of 12 MB becomes some hundred KB. */
const SIDE_MAX = 2200
const SMALL_BYTES = 600_000

/** The photo as it is sent: upright as it was taken, and no larger than is needed. What is no picture stays as it is. */
export async function readyToSend(file: File): Promise<{ blob: Blob; name: string; type: string }> {
  // By what it holds: browsers often know no type for it.
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  if (isHeic(head)) throw new ApiError(422, 'VALIDATION_ERROR', HEIC_WORDS)
  const asIs = { blob: file, name: file.name, type: file.type || 'application/octet-stream' }
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return asIs
  // The browser turns it as the camera's mark says; a picture that it cannot read is sent as it is.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return asIs
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height))
  if (scale === 1 && file.size <= SMALL_BYTES && file.type !== 'image/jpeg') return asIs
  const blob = await drawn(picture, scale)
  picture.close()
  return blob ? { blob, name: `${file.name.replace(/\.\w+$/, '')}.jpg`, type: 'image/jpeg' } : asIs
}

async function drawn(picture: ImageBitmap, scale: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const context = canvas.getContext('2d')
  if (!context) return null
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
}

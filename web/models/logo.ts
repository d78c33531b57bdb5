/** What the contract takes: 60,000 characters of data URL are 44 KB of picture. */
const URL_MAX = 60_000
/** As it is shown at most, for screens of several dots to a pixel: the names of many stand in a wide one. */
const WIDTH = 480
const HEIGHT = 192

export type LogoRead = { ok: true; url: string } | { ok: false; problem: string }

/** A picture as a small data URL: large ones are made smaller here, so that any photo will do. */
export async function readLogo(file: File): Promise<LogoRead> {
  if (!/^image\/(png|jpeg|webp)$/.test(file.type)) return { ok: false, problem: 'Use a PNG, JPEG or WebP picture' }
  try {
    const bitmap = await createImageBitmap(file)
    const scale = Math.min(1, WIDTH / bitmap.width, HEIGHT / bitmap.height)
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const urls = [
      canvas.toDataURL('image/png'),
      canvas.toDataURL('image/webp', 0.8),
      canvas.toDataURL('image/jpeg', 0.7),
    ]
    const url = urls.find((each) => each.length <= URL_MAX && /^data:image\/(png|jpeg|webp);base64,/.test(each))
    return url ? { ok: true, url } : { ok: false, problem: 'This picture stays too large: use a simpler one' }
  } catch {
    return { ok: false, problem: 'This file could not be read as a picture' }
  }
}

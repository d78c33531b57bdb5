import { bringReader } from './bring.ts'
import { READER } from './place.ts'

/** A line of a picture, and where it stands on it: left, top, right, bottom. */
export interface PictureLine {
  text: string
  box: [number, number, number, number]
}
interface Told {
  jobId: string
  status: 'resolve' | 'reject' | 'progress'
  data: unknown
}
interface Recognised {
  blocks:
    | { paragraphs: { lines: { text: string; bbox: { x0: number; y0: number; x1: number; y1: number } }[] }[] }[]
    | null
}
type Progress = (share: number) => void

const LANGUAGE = 'eng'
/** By nets alone: the older way needs data that is three times as large. */
const NETS_ONLY = 1
/** A reader that says nothing for so long has died: its library tells nobody. */
const SILENCE_MS = 30_000
const WORD_WEIGHT = 0.85
/** Until it is here. */
const COMING = 0.1

/**
 * Reads the lines of a picture on this device: nothing of it goes anywhere. Tesseract's own worker is spoken to as its library
 * does, which is too large to come along. The picture is turned until its lines lie straight. `coming`: how much of the reader
 * is here, where that is said by itself.
 */
export async function linesOfPicture(picture: Blob, told: Progress, coming?: Progress): Promise<PictureLine[]> {
  const corePath = await bringReader(coming ?? ((share) => told(share * COMING)))
  const worker = new Worker(`${READER}worker.min.js`)
  const options = { lstmOnly: true, corePath, langPath: READER.slice(0, -1), logging: false, gzip: true }
  const silence = silenceOf(worker)
  const jobs = jobsOf(worker)
  try {
    return await Promise.race([silence.broken, read()])
  } finally {
    silence.end()
    worker.terminate()
  }

  async function read() {
    await jobs('load', { options })
    told(COMING)
    await jobs('loadLanguage', { langs: LANGUAGE, options })
    await jobs('initialize', { langs: LANGUAGE, oem: NETS_ONLY })
    // What a photo says of its density is seldom true; without it each is guessed, aloud.
    await jobs('setParameters', { params: { user_defined_dpi: '300' } })
    told(1 - WORD_WEIGHT)
    const image = new Uint8Array(await picture.arrayBuffer())
    const request = { image, options: { rotateAuto: true }, output: { blocks: true, text: false } }
    const found = (await jobs('recognize', request, (share) =>
      told(1 - WORD_WEIGHT + share * WORD_WEIGHT),
    )) as Recognised
    return (found.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines)).flatMap(lineOf)
  }
}

const lineOf = ({
  text,
  bbox: { x0, y0, x1, y1 },
}: {
  text: string
  bbox: Record<'x0' | 'y0' | 'x1' | 'y1', number>
}) => {
  const words = text.trim()
  return words ? [{ text: words, box: [x0, y0, x1, y1] as PictureLine['box'] }] : []
}

/** Breaks when nothing has been heard for too long. */
function silenceOf(worker: Worker) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const broken = new Promise<never>((_, reject) => {
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => reject(new Error('The reader stopped')), SILENCE_MS)
    }
    worker.addEventListener('message', wait)
    wait()
  })
  return { broken, end: () => clearTimeout(timer) }
}

/** One thing after the other; a worker that cannot be had says so by its error. */
function jobsOf(worker: Worker) {
  let count = 0
  return (action: string, payload: object, told: Progress = () => {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const jobId = String(++count)
      worker.onerror = () => reject(new Error('The reader did not start'))
      worker.onmessage = ({ data }: MessageEvent<Told>) => {
        if (data.status === 'progress') return told(Number((data.data as { progress?: number }).progress) || 0)
        if (data.jobId !== jobId) return
        if (data.status === 'resolve') resolve(data.data)
        else reject(new Error(String(data.data)))
      }
      worker.postMessage({ workerId: 'reader', jobId, action, payload })
    })
}

import type { Export, Import, Rehearsal } from '../../core/contract/archive.ts'
import { ARCHIVE_BYTES_MAX } from '../../core/domain/archive/limits.ts'
import { get, post } from '../api.ts'
import { sendFile } from './files.ts'
import { Resource } from './resource.ts'
import { Single } from './single.ts'

export type { Export, Import }

export const exports = new Resource('export', '/v1/export', { id: 'job_id' })
export const imports = new Resource('import', '/v1/import', { id: 'job_id' })

/** How often the business is exported by itself. */
export const exportSchedule = new Single('/v1/export-schedule', { shows: ['export'] })

const SHOWN = 20
const ASKED_EVERY_MS = 2000

interface Watched {
  status: string
  rehearsal?: Rehearsal | null
}

/** Asked again and again while one of them is at work. */
const watched = <Query extends { queryFn: () => Promise<Watched[]> }>(query: Query) => ({
  ...query,
  refetchInterval: (asked: { state: { data?: readonly Watched[] | undefined } }) =>
    asked.state.data?.some((one) => isAtWork(one) || isTried(one)) ? ASKED_EVERY_MS : (false as const),
})

export const isAtWork = ({ status }: { status: string }): boolean => status === 'QUEUED' || status === 'RUNNING'

/** A restore of it is being tried. */
export const isTried = ({ rehearsal }: Pick<Watched, 'rehearsal'>): boolean => rehearsal?.checked_at === null

export const exportsQuery = watched(exports.rows({ limit: SHOWN }))
export const importsQuery = watched(imports.rows({ limit: SHOWN }))

export const startExport = async (): Promise<void> => exports.keep((await post('/v1/export')).data)

/** Imports it into a business that is thrown away; what came of it is shown with the export. */
export const tryRestore = async (id: string): Promise<void> =>
  exports.keep((await post('/v1/export/:job_id/rehearse', undefined, { job_id: id })).data)

/** Its link does not stay good: it is asked for when it is needed. */
export async function downloadExport(id: string): Promise<string | null> {
  const { data } = await get('/v1/export/:job_id', { params: { job_id: id } })
  return data.download_url
}

/** Sends an archive, and begins to fill this business with it. */
export async function startImport(file: File, sent: (share: number) => void): Promise<void> {
  const zip = new File([file], file.name, { type: 'application/zip' })
  const file_id = await sendFile(zip, sent, ARCHIVE_BYTES_MAX)
  imports.keep((await post('/v1/import', { file_id })).data)
}

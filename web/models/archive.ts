import type { Export, Import } from '../../core/contract/archive.ts'
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

/** Asked again and again while one of them is at work. */
const watched = <Query extends { queryFn: () => Promise<{ status: string }[]> }>(query: Query) => ({
  ...query,
  refetchInterval: (asked: { state: { data?: readonly { status: string }[] | undefined } }) =>
    asked.state.data?.some(isAtWork) ? ASKED_EVERY_MS : (false as const),
})

export const isAtWork = ({ status }: { status: string }): boolean => status === 'QUEUED' || status === 'RUNNING'

export const exportsQuery = watched(exports.rows({ limit: SHOWN }))
export const importsQuery = watched(imports.rows({ limit: SHOWN }))

export const startExport = async (): Promise<void> => exports.keep((await post('/v1/export')).data)

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

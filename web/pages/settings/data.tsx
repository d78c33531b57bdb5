import { useQuery } from '@tanstack/preact-query'
import '../../styles/data.css'
import { NoAccess } from '../../components/states.tsx'
import { meQuery } from '../../models/account.ts'
import { DataClose } from './data-close.tsx'
import { DataExport } from './data-export.tsx'
import { DataImport } from './data-import.tsx'

/** All of a business, out and in. Who may not is told so; until that is known, the server would say it. */
export default function DataSettings() {
  const { data } = useQuery(meQuery)
  if (data && !data.permissions.includes('exports.read')) return <NoAccess what="the data" />
  return (
    <>
      <DataExport />
      {data?.permissions.includes('imports.read') && <DataImport />}
      {data?.permissions.includes('business.close') && <DataClose />}
    </>
  )
}

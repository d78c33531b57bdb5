import { useRoute } from 'preact-iso'
import { lazyPage } from '../../components/lazy-page.tsx'

const List = lazyPage(() => import('./all.tsx'))
const Detail = lazyPage(() => import('./one.tsx'))

/** All of them, or one; one place, because every place costs the first load. */
export default function CreditNotes() {
  return useRoute().params.id ? <Detail /> : <List />
}

import type { LinkFile, PresignFile, File as StoredFile } from '../../../core/contract/files.ts'
import { can } from '../../../core/domain/actions.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

/** Files of the canned API. An upload is taken without being looked at. */
export function filesAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  if (id === 'presign') return ok(announced(world, body as PresignFile), 201)
  if (!id)
    return ok(
      [...world.files.values()]
        .filter((file) => file.linked_entity_id === url.searchParams.get('linked_entity_id'))
        .map((file) => shown(world, file)),
    )
  const file = world.files.get(id)
  if (!file) return notFound
  if (method === 'DELETE') world.files.delete(id)
  if (method === 'DELETE') return ok({ id })
  if (verb === 'link')
    world.files.set(id, {
      ...file,
      ...(body as LinkFile),
      status: 'STORED',
      download_url: `${url.origin}/files/content/x`,
    })
  return ok(shown(world, world.files.get(id)!))
}

const shown = (world: World, file: StoredFile): StoredFile => ({
  ...file,
  allowed_actions: (['link', 'delete'] as const).filter((verb) => can(world.role, `files.${verb}`) !== '-'),
})

function announced(world: World, { file_name, mime_type, size_bytes }: PresignFile) {
  const id = `00000000-0000-7000-8000-00000000f${String(world.files.size).padStart(3, '0')}`
  const at = '2026-11-20T16:50:00.000Z'
  world.files.set(id, {
    id,
    file_name,
    mime_type,
    size_bytes,
    sha256: null,
    status: 'PENDING',
    linked_entity_type: null,
    linked_entity_id: null,
    download_url: null,
    version: 1,
    created_at: at,
    updated_at: at,
    uploaded_by: 'user-1',
    allowed_actions: [],
  })
  return { file_id: id, upload_url: '/files/upload/x', object_key: `tenant/x/${id}`, expires_at: at }
}

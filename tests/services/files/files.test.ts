import { beforeAll, describe, expect, it } from 'vitest'
import { FileQuery, LinkFile, PresignFile } from '../../../core/contract/files.ts'
import { newId } from '../../../core/db/ids.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { fileArrives } from '../../../core/services/files/arrive.ts'
import { deleteFile } from '../../../core/services/files/delete.ts'
import { linkFile } from '../../../core/services/files/link.ts'
import { getFile, listFiles } from '../../../core/services/files/list.ts'
import { presentFile, presentUpload } from '../../../core/services/files/present.ts'
import { presignFile } from '../../../core/services/files/presign.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeFiles, sha256Of } from '../../support/fake-files.ts'
import { draftQuote } from '../../support/quoted.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
const addresses = signedFiles({
  secret: 'a secret of the tests',
  origin: 'http://hub.example',
  filesOrigin: 'http://files.example',
})
const PDF = new TextEncoder().encode('%PDF-1.7 a plan')
let ours: TestBusiness
let theirs: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})

const presign = (more: object = {}, role: Role = 'STAFF', of = ours) =>
  presignFile(
    of.as(role),
    PresignFile.parse({ file_name: 'plan.pdf', mime_type: 'application/pdf', size_bytes: PDF.length, ...more }),
  )
type Row = Awaited<ReturnType<typeof presign>>

const claimsOf = (row: Row) => {
  const { upload_url } = presentUpload(addresses, row)
  return addresses.readUpload(upload_url.split('/').at(-1)!, new Date())!
}
const arrive = (row: Row, store = fakeFiles(), bytes: Uint8Array<ArrayBuffer> = PDF) =>
  fileArrives(
    new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter())),
    store,
    claimsOf(row),
    new Response(bytes).body!,
  )
const toContact = async (of = ours, role: Role = 'OWNER') =>
  LinkFile.parse({ linked_entity_type: 'CONTACT', linked_entity_id: (await of.contact({}, role)).id })
const present = presentFile(addresses)

describe('a file', () => {
  it('is announced, arrives, and belongs to a contact; one trip each', async () => {
    const meter = new Meter()
    const row = await presignFile(
      ours.as('STAFF', { meter }),
      PresignFile.parse({ file_name: '../Plan é.pdf', mime_type: 'Application/PDF', size_bytes: PDF.length }),
    )
    expect(present(row)).toMatchObject({
      file_name: 'Plan é.pdf',
      status: 'PENDING',
      download_url: null,
      allowed_actions: ['delete'],
    })
    const presigned = presentUpload(addresses, row)
    expect(presigned.object_key).toBe(`tenant/${ours.tenantId}/${row.id}`)
    const leftMs = new Date(presigned.expires_at).getTime() - Date.now()
    expect(Math.abs(leftMs - 15 * 60_000)).toBeLessThan(60_000)
    const store = fakeFiles()
    expect(await arrive(row, store)).toEqual({ file_id: row.id, sha256: sha256Of(PDF) })
    const link = await toContact()
    const linked = await linkFile(ours.as('STAFF', { meter }), row.id, link)
    expect(present(linked)).toMatchObject({
      status: 'STORED',
      sha256: sha256Of(PDF),
      ...link,
      version: 3,
      allowed_actions: ['link', 'delete'],
    })
    const listed = await listFiles(ours.as('VIEWER', { meter }), cursors, FileQuery.parse(link))
    expect(listed.rows.map(({ id }) => id)).toEqual([row.id])
    expect(meter.trips).toBe(3)
    expect([...store.kept.keys()]).toEqual([presigned.object_key])
  })

  it('FI1 cannot belong to anything before it has arrived', async () => {
    const row = await presign()
    await expectRefusal(linkFile(ours.as('OWNER'), row.id, await toContact()), 'CONFLICT')
  })

  it.each<[string, object, string]>([
    ['another hash', { sha256: 'a'.repeat(64) }, 'sha256'],
    ['another type', { mime_type: 'image/png' }, 'mime_type'],
  ])('FI1 of %s is thrown away, and may be sent again as announced', async (_, more, field) => {
    const row = await presign(more)
    const store = fakeFiles()
    await expectRefusal(arrive(row, store), 'VALIDATION_ERROR', field)
    expect(store.kept.size).toBe(0)
    expect((await getFile(ours.as('OWNER'), row.id)).status).toBe('PENDING')
  })

  it('IN6 stays pending when storage fails or the sender breaks off, and arrives when it is sent again', async () => {
    const row = await presign()
    const store = fakeFiles()
    const bytes = new TextEncoder().encode('%PDF-1.7 broken')
    store.isDown = true
    await expectRefusal(arrive(row, store, bytes), 'PROVIDER_ERROR')
    store.isDown = false
    await expectRefusal(arrive(row, store, bytes.slice(0, 5)), 'BAD_REQUEST')
    expect((await getFile(ours.as('OWNER'), row.id)).status).toBe('PENDING')
    await arrive(row, store, bytes)
    // Its answer was lost: sent once more, with other bytes even, it is what it was.
    const again = await arrive(row, store, new TextEncoder().encode('%PDF-1.7 an exe') as never)
    expect(again.sha256).toBe(sha256Of(bytes))
    expect(store.kept.get(row.object_key)).toEqual(bytes)
  })

  it('is kept once for each content, of one business', async () => {
    const store = fakeFiles()
    const [first, second, foreign] = [await presign(), await presign(), await presign({}, 'OWNER', theirs)]
    const bytes = new TextEncoder().encode('%PDF-1.7 another') as Uint8Array<ArrayBuffer>
    for (const row of [first, second, foreign]) row.size_bytes = bytes.length
    for (const row of [first, second, foreign]) await arrive(row, store, bytes)
    expect([...store.kept.keys()]).toEqual([first.object_key, foreign.object_key])
    expect((await getFile(ours.as('OWNER'), second.id)).object_key).toBe(first.object_key)
  })

  it('TI1 TI5 TI6 is nobody else’s, and belongs to nothing of anybody else', async () => {
    const row = await presign()
    await arrive(row)
    for (const call of [getFile(theirs.as('OWNER'), row.id), deleteFile(theirs.as('OWNER'), row.id)])
      await expectRefusal(call, 'NOT_FOUND')
    await expectRefusal(linkFile(theirs.as('OWNER'), row.id, await toContact(theirs)), 'NOT_FOUND')
    await expectRefusal(
      linkFile(ours.as('OWNER'), row.id, await toContact(theirs)),
      'VALIDATION_ERROR',
      'linked_entity_id',
    )
  })

  it('H-RBAC-14 is seen by an agent who uploaded it, or who has what it belongs to', async () => {
    const [own, office, shared] = [await presign({}, 'AGENT'), await presign(), await presign()]
    await arrive(shared)
    const link = await toContact(ours, 'AGENT')
    await linkFile(ours.as('OWNER'), shared.id, link)
    const seen = async (query: object) =>
      (await listFiles(ours.as('AGENT'), cursors, FileQuery.parse(query))).rows.map(({ id }) => id)
    expect(await seen({})).toEqual([own.id])
    expect(await seen({ linked_entity_id: link.linked_entity_id })).toEqual([shared.id])
    expect((await getFile(ours.as('AGENT'), shared.id)).id).toBe(shared.id)
    await expectRefusal(getFile(ours.as('AGENT'), office.id), 'NOT_FOUND')
    await expectRefusal(presign({}, 'VIEWER'), 'FORBIDDEN')
    // Of quotes he has those that he made.
    for (const [role, mine] of [
      ['AGENT', [shared.id]],
      ['OWNER', []],
    ] as const) {
      const linked_entity_id = (await draftQuote(ours, {}, role)).id
      const ofQuote = LinkFile.parse({ linked_entity_type: 'QUOTE', linked_entity_id })
      expect(present(await linkFile(ours.as('OWNER'), shared.id, ofQuote))).toMatchObject(ofQuote)
      expect(await seen({ linked_entity_id })).toEqual(mine)
    }
    const foreign = { linked_entity_type: 'QUOTE' as const, linked_entity_id: (await draftQuote(theirs)).id }
    await expectRefusal(linkFile(ours.as('OWNER'), shared.id, foreign), 'VALIDATION_ERROR', 'linked_entity_id')
  })
})

describe('what nothing links to', () => {
  const forgetNow = async (of: TestBusiness, like: string) =>
    database.admin(
      `update app.jobs set run_at = app.now() - interval '1 second' where tenant_id = $1 and key like $2`,
      [of.tenantId, like],
    )
  const jobs = async (of: TestBusiness) =>
    database.admin<{ key: string; done: boolean }>(
      `select key, done_at is not null as done from app.jobs where tenant_id = $1 and type = 'FILE_FORGET' order by key`,
      [of.tenantId],
    )

  it('is removed after a day, with its bytes; what belongs to something stays', async () => {
    const b = await makeBusiness(database)
    const world = stripeWorld(database)
    const store = world.context.fileStore as ReturnType<typeof fakeFiles>
    const [linked, loose, never] = [
      await presign({}, 'STAFF', b),
      await presign({}, 'STAFF', b),
      await presign({}, 'STAFF', b),
    ]
    await arrive(linked, store)
    await arrive(loose, store, new TextEncoder().encode('%PDF-1.7 b plan') as never)
    await linkFile(b.as('OWNER'), linked.id, await toContact(b))
    const [job] = await database.admin<{ day: boolean }>(
      `select run_at between app.now() + interval '23 hours' and app.now() + interval '25 hours' as day from app.jobs where key = $1`,
      [`file.forget:${loose.id}`],
    )
    expect(job).toEqual({ day: true })
    await forgetNow(b, 'file.forget:%')
    await world.work((await jobs(b)).map(({ key }) => ({ tenant_id: b.tenantId, key })))
    expect((await jobs(b)).every(({ done }) => done)).toBe(true)
    expect((await listFiles(b.as('OWNER'), cursors, FileQuery.parse({}))).rows.map(({ id }) => id)).toEqual([linked.id])
    expect([...store.kept.keys()]).toEqual([linked.object_key])
    await expectRefusal(getFile(b.as('OWNER'), never.id), 'NOT_FOUND')
  })

  it('keeps the bytes that another file needs, and goes on where storage failed', async () => {
    const b = await makeBusiness(database)
    const world = stripeWorld(database)
    const store = world.context.fileStore as ReturnType<typeof fakeFiles>
    const [first, second] = [await presign({}, 'STAFF', b), await presign({}, 'STAFF', b)]
    for (const row of [first, second]) await arrive(row, store)
    const work = async (id: string) => {
      await forgetNow(b, `file.delete:${id}`)
      await world.work([{ tenant_id: b.tenantId, key: `file.delete:${id}` }])
    }
    await deleteFile(b.as('OWNER'), first.id)
    await work(first.id)
    expect(store.kept.size).toBe(1)
    await deleteFile(b.as('OWNER'), second.id)
    store.isDown = true
    await work(second.id)
    store.isDown = false
    await work(second.id)
    expect(store.kept.size).toBe(0)
  })

  it('cannot be stored after it was deleted', async () => {
    const row = await presign()
    const store = fakeFiles()
    await deleteFile(ours.as('OWNER'), row.id)
    await expectRefusal(arrive(row, store), 'NOT_FOUND')
    expect(store.kept.size).toBe(0)
  })
})

describe('the address of an upload', () => {
  it('TI6 is good for one file until it expires, and for nothing that was changed in it', async () => {
    const row = await presign()
    const token = presentUpload(addresses, row).upload_url.split('/').at(-1)!
    expect(addresses.readUpload(token, new Date(Date.now() + 14 * 60_000))).not.toBeNull()
    expect(addresses.readUpload(token, new Date(Date.now() + 16 * 60_000))).toBeNull()
    const [body = '', mac = ''] = token.split('.')
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(row), fileId: newId() })).toString('base64url')
    // The last letter of a MAC says only four bits: there are four letters for the same bytes.
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const respelled = mac.slice(0, -1) + letters[letters.indexOf(mac.at(-1)!) ^ 1]
    expect(Buffer.from(respelled, 'base64url')).toEqual(Buffer.from(mac, 'base64url'))
    for (const bad of [
      `${body}.${respelled}`,
      `${forged}.${mac}`,
      `${body}.`,
      body,
      `${body}.${mac}.x`,
      `${body}.${mac.slice(0, -2)}AA`,
      '',
    ])
      expect(addresses.readUpload(bad, new Date()), bad).toBeNull()
    const download = addresses
      .download({ objectKey: row.object_key, fileName: 'a', mimeType: 'b/c' })
      .split('/')
      .at(-1)!
    expect(addresses.readUpload(download, new Date())).toBeNull()
    expect(addresses.readDownload(token, new Date())).toBeNull()
  })
})

describe('the plan of a business', () => {
  it('has room for so many bytes, those announced and not yet sent included; what is deleted gives its own back', async () => {
    const b = await makeBusiness(database)
    const room = async (bytes: number) => {
      await database.admin('update app.storage set bytes = $2 where tenant_id = $1', [
        b.tenantId,
        5_000_000_000 - bytes,
      ])
    }
    const first = await presign({ size_bytes: 100 }, 'STAFF', b)
    await room(99)
    await expectRefusal(presign({ size_bytes: 100 }, 'STAFF', b), 'VALIDATION_ERROR', 'size_bytes')
    await deleteFile(b.as('OWNER'), first.id)
    await presign({ size_bytes: 100 }, 'STAFF', b)
    await database.admin(`update app.tenants set plan = 'PRO' where id = $1`, [b.tenantId])
    await presign({ size_bytes: 25_000_000 }, 'STAFF', b)
  })

  it('takes no HEIC, by its type or by its bytes, and says what to do', async () => {
    expect(() => PresignFile.parse({ file_name: 'a.heic', mime_type: 'image/heic', size_bytes: 5 })).toThrow(
      /Most Compatible/,
    )
    const heic = new TextEncoder().encode('\0\0\0\x18ftypheic\0\0\0\0') as Uint8Array<ArrayBuffer>
    const row = await presign({ mime_type: 'image/jpeg', size_bytes: heic.length })
    await expectRefusal(arrive(row, fakeFiles(), heic), 'VALIDATION_ERROR', 'mime_type')
  })
})

import { expect, it } from 'vitest'
import { creations, places, rest } from '../../web/models/shortcuts.ts'
import { MORE_CREATIONS, VIEWS } from '../../web/place-views.ts'
import { CREATIONS, LINKS, placeAt, placesOf } from '../../web/places.ts'

const pathOf = (href: string) => new URL(href, 'http://app').pathname

it.each([
  ['/home', '/home'],
  ['/inbox', '/inbox/:id?'],
  ['/inbox/1', '/inbox/:id?'],
  ['/contacts', '/contacts'],
  ['/contacts/1', '/contacts/:id'],
  ['/invoices/1', '/invoices/:id'],
  ['/invoices/1/edit', '/invoices/:id/edit'],
  ['/quotes/1', '/quotes/:id'],
  ['/quotes/1/edit', '/quotes/:id/edit'],
  ['/settings', '/settings/:section?'],
  ['/settings/team', '/settings/:section?'],
  ['/login', '/login'],
  ['/drafts', '/drafts/:id?'],
  ['/drafts/1', '/drafts/:id?'],
  ['/welcome', '/welcome'],
])('%s is %s', (address, path) => {
  expect(placeAt(address)?.path).toBe(path)
})

it.each(['/', '/nowhere', '/invoices/1/edit/2', '/settings/team/1', '/loginx', '/home/x'])(
  '%s is no place',
  (address) => {
    expect(placeAt(address)).toBeUndefined()
  },
)

it('leads every link, view and creation to a place', () => {
  const hrefs = [...LINKS, ...Object.values(VIEWS).flat(), ...CREATIONS, ...MORE_CREATIONS].map(({ href }) => href)
  expect(hrefs.filter((href) => !placeAt(pathOf(href)))).toEqual([])
})

it('gives each key to one thing', () => {
  const keys = [...places, ...creations, ...rest].map((shortcut) => shortcut.keys)
  expect(new Set(keys).size).toBe(keys.length)
})

it('lets strangers see the gate only', () => {
  expect(placesOf('gate').map(({ path }) => path)).toEqual([
    '/login',
    '/signup',
    '/verify',
    '/forgot',
    '/reset',
    '/accept-invitation',
    '/dev/ui',
  ])
})

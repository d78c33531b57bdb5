import { beforeAll, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { makeTeam, TEAM_PASSWORD, type Team, type TeamBusiness } from '../support/team.ts'
import { DESK, type Kind, PHONE, useJourneys } from './support/person.ts'

const { stack, signedIn } = useJourneys()
let team: Team
let business: TeamBusiness
beforeAll(async () => {
  team = await makeTeam(stack)
  business = await team.business({ name: 'Maple Corner Plumbing' })
})

const as = (role: 'OWNER' | 'STAFF' | 'AGENT', kind: Kind) =>
  signedIn({ email: team.emailOf(role), password: TEAM_PASSWORD, tenantId: business.tenantId }, kind)

/** As Google exports, with one who is there, one without an address that works, and a text that a spreadsheet would run. */
const fileOf = (there: string) => ({
  name: 'google.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'First Name,Last Name,Organization Name,E-mail 1 - Value,Phone 1 - Value,Address 1 - Country,Labels,Shoe size',
      `Rosa,Mendes,Mendes Tiles,rosa@${there}.example,,Germany,* myContacts ::: Tiles,37`,
      `Already,There,,there@${there}.example,,,,`,
      'Bad,Address,,no address,,,,',
      '"=HYPERLINK(""x"")",,,,,,,',
    ].join('\r\n'),
  ),
})

it.each([
  ['OWNER', DESK],
  ['STAFF', PHONE],
] as const)('import my customers: %s brings a file, mends a row, and takes it back', async (role, kind) => {
  const { page, origin } = await as(role, kind)
  const place = role.toLowerCase()
  await business.owner.post('/v1/contacts', { display_name: `Known ${role}`, email: `there@${place}.example` })
  await page.goto(`${origin}/contacts`)
  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await page.getByText('Drop a CSV file here').waitFor()
  await page.setInputFiles('input[type=file]', fileOf(place))
  await page.getByText('Rosa Mendes').waitFor()
  expect(await page.getByLabel('What Shoe size is').inputValue()).toBe('kept')
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Check 4 rows' }).click()

  await page.getByText('4 rows: 3 can be imported, 1 need').waitFor()
  await page.getByText(`Is Known ${role}`).waitFor()
  expect(await violationsOf(page)).toEqual([])
  const wrong = page.getByLabel('Email, row 3')
  await wrong.fill(`bad@${place}.example`)
  await wrong.press('Enter')
  await page.getByText('4 rows: 4 can be imported, 0 need').waitFor()
  await page.getByRole('button', { name: 'Import 3 contacts' }).click()
  await page.locator('dialog').getByRole('button', { name: 'Import 3 contacts' }).click()

  await page.getByText('3 contacts added, 1 skipped').waitFor()
  expect(await violationsOf(page)).toEqual([])
  const rows = async () => (await business.owner.get(`/v1/contacts?q=${place}`)).body.data as Record<string, unknown>[]
  expect((await rows()).find(({ display_name }) => display_name === 'Rosa Mendes')).toMatchObject({
    company_name: 'Mendes Tiles',
    country: 'DE',
    tags: ['Tiles'],
    notes: 'Shoe size: 37',
  })
  await page.getByRole('button', { name: 'Undo import' }).click()
  await page.getByText('3 rows taken back').waitFor()
  expect((await rows()).map(({ display_name }) => display_name)).toEqual([`Known ${role}`])
})

it('an agent, who does not import, is told so', async () => {
  const { page, origin } = await as('AGENT', PHONE)
  await page.goto(`${origin}/contacts/import`)
  await page.getByText('You cannot see imports of contacts').waitFor()
})

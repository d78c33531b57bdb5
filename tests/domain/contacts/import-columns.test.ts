import { describe, expect, it } from 'vitest'
import { contactOf, tableOf } from '../../../core/domain/contacts/import-columns.ts'

const countryOf = (name: string) => ({ canada: 'CA', deutschland: 'DE', germany: 'DE' })[name.toLowerCase()]
const read = (...lines: string[][]) => {
  const { columns, rows } = tableOf(lines)
  return rows.map((row) => contactOf(columns, row, countryOf))
}
/** A header and a row of it, as pairs. */
const one = (cells: Record<string, string>) => read(Object.keys(cells), Object.values(cells))[0]

describe('columns of other programs', () => {
  it('Google Contacts, as it exports now', () => {
    expect(
      one({
        'First Name': 'Maria',
        'Middle Name': 'da',
        'Last Name': 'Silva',
        'Organization Name': 'Silva Bakery',
        Photo: 'https://example.com/p.png',
        Labels: '* myContacts ::: Wholesale',
        'E-mail 1 - Label': '* Work',
        'E-mail 1 - Value': 'maria@silva.example ::: info@silva.example',
        'Phone 1 - Label': 'Mobile',
        'Phone 1 - Value': '+1 416 555 0123',
        'Phone 2 - Value': '+1 416 555 0124',
        'Address 1 - Formatted': 'all of it',
        'Address 1 - Street': '12 King St W\nUnit 4',
        'Address 1 - City': 'Toronto',
        'Address 1 - Region': 'ON',
        'Address 1 - Postal Code': 'M5H 1A1',
        'Address 1 - Country': 'Canada',
        'Address 2 - City': 'Elsewhere',
        Birthday: '1980-01-02',
        Notes: 'Pays late',
      }),
    ).toEqual({
      display_name: 'Maria da Silva',
      company_name: 'Silva Bakery',
      email: 'maria@silva.example',
      phone: '+1 416 555 0123',
      address_line1: '12 King St W',
      address_line2: 'Unit 4',
      city: 'Toronto',
      region: 'ON',
      postal_code: 'M5H 1A1',
      country: 'CA',
      tags: 'Wholesale',
      notes: 'Pays late\nE-mail 1 - Value: info@silva.example\nPhone 2 - Value: +1 416 555 0124\nBirthday: 1980-01-02',
    })
  })

  it('Google Contacts, as it exported before', () => {
    expect(
      one({
        Name: 'Maria Silva',
        'Given Name': 'Maria',
        'Family Name': 'Silva',
        'Group Membership': '* myContacts',
        'E-mail 1 - Type': '* ',
        'E-mail 1 - Value': 'maria@silva.example',
        'Organization 1 - Name': 'Silva Bakery',
      }),
    ).toEqual({ display_name: 'Maria Silva', company_name: 'Silva Bakery', email: 'maria@silva.example' })
  })

  it('Outlook: the mobile number first, the address of the business whole', () => {
    expect(
      one({
        'First Name': 'Jon',
        'Last Name': 'Berg',
        'E-mail Address': 'jon@berg.example',
        'E-mail 2 Address': 'j@home.example',
        'Home Phone': '030 111111',
        'Business Phone': '030 222222',
        'Mobile Phone': '0170 333333',
        Company: 'Berg GmbH',
        'Home Street': '',
        'Home City': 'Potsdam',
        'Business Street': 'Torstraße 1',
        'Business City': 'Berlin',
        'Business Postal Code': '10119',
        'Business Country/Region': 'Deutschland',
        Categories: 'VIP;Dach',
      }),
    ).toEqual({
      display_name: 'Jon Berg',
      company_name: 'Berg GmbH',
      email: 'jon@berg.example',
      phone: '0170 333333',
      address_line1: 'Torstraße 1',
      city: 'Berlin',
      postal_code: '10119',
      country: 'DE',
      tags: 'VIP, Dach',
      notes: 'E-mail 2 Address: j@home.example\nBusiness Phone: 030 222222\nHome Phone: 030 111111',
    })
  })

  it.each([
    [
      'German',
      { Vorname: 'Jörg', Nachname: 'Weiß', Straße: 'Am Markt 1', PLZ: '01234', Ort: 'Dresden', Telefon: '0351 1' },
    ],
    [
      'French',
      {
        Prénom: 'Jörg',
        Nom: 'Weiß',
        Adresse: 'Am Markt 1',
        'Code postal': '01234',
        Ville: 'Dresden',
        Téléphone: '0351 1',
      },
    ],
    [
      'Spanish',
      {
        Nombre: 'Jörg',
        Apellidos: 'Weiß',
        Dirección: 'Am Markt 1',
        'Código postal': '01234',
        Ciudad: 'Dresden',
        Teléfono: '0351 1',
      },
    ],
  ])('%s words', (_, cells) => {
    expect(one(cells as Record<string, string>)).toEqual({
      display_name: 'Jörg Weiß',
      address_line1: 'Am Markt 1',
      postal_code: '01234',
      city: 'Dresden',
      phone: '0351 1',
    })
  })

  it('Japanese words, and a name in its own order', () => {
    expect(one({ 姓: '山田', 名: '太郎', 会社名: '山田商店', メールアドレス: 'taro@yamada.example' })).toEqual({
      display_name: '山田 太郎',
      company_name: '山田商店',
      email: 'taro@yamada.example',
    })
  })
})

describe('columns of nobody', () => {
  it('are told by what stands in them, and what cannot be told is kept under its header', () => {
    expect(one({ X: 'a@b.example', Y: '+49 30 1234567', Z: 'blue van' })).toEqual({
      display_name: 'a@b.example',
      email: 'a@b.example',
      phone: '+49 30 1234567',
      notes: 'Z: blue van',
    })
  })

  it('without headers lose no row', () => {
    const { columns, rows } = tableOf([
      ['Ana', 'ana@a.example'],
      ['Bo', 'bo@b.example'],
    ])
    expect(columns.map(({ target }) => target)).toEqual(['kept', 'email'])
    expect(rows).toHaveLength(2)
  })

  it('ragged rows and empty files are no trouble', () => {
    expect(read(['Name', 'Email'], ['Ana'], ['Bo', 'bo@b.example', 'more'], [])).toEqual([
      { display_name: 'Ana' },
      { display_name: 'Bo', email: 'bo@b.example', notes: 'Column 3: more' },
      {},
    ])
    expect(tableOf([])).toEqual({ columns: [], rows: [] })
  })

  it('what a spreadsheet needs before a formula is none of the text', () => {
    expect(one({ Name: "'=1+1", Phone: "'+1 416 555 0123" })).toEqual({
      display_name: '=1+1',
      phone: '+1 416 555 0123',
    })
    expect(one({ Name: "'t Hart" })).toEqual({ display_name: "'t Hart" })
  })

  it('a supplier is one in any language', () => {
    for (const word of ['Vendor', 'Lieferant', 'FOURNISSEUR', 'proveedor', '仕入先'])
      expect(one({ Name: 'A', Type: word })).toEqual({ display_name: 'A', type: 'VENDOR' })
  })
})

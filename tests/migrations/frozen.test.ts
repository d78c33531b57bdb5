import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { MIGRATIONS } from '../support/database-source.ts'

/** A numbered file runs once on every database there is: after it has landed, a change of it is a new file. */
const FROZEN: Record<string, string> = {
  '0001_tenancy.sql': '13011b2dfb765c60e0e5988a7e74b6595d8c4b9edf50d22e80b2f0055db2091a',
  '0002_money.sql': '90e373f3fee72bbb82e2008c5a9ecbc49fd544b421fabb763c8578fa0985a15c',
  '0003_identity.sql': '443200fe4e51e28c908f14893180e132310cf613a2589e285c79429b0ba42d4f',
  '0004_items.sql': '7ae9b3ab3231f208b7205071bd9c6e58e0079379e97adf1a81bd1b4919cae048',
  '0005_line_units.sql': '8827171317f286a2ec6be610735efc4435597a4b2bc645d62b902b32d9745756',
  '0006_line_items.sql': '76bb216ac70e400ba995c64f47bb282ed49b4501b80691515bee4f4ea8c46cb1',
  '0007_sign_ups.sql': '9a879536125d3fa6ca9ce287932fe3c4cab2c6e125721a48ed3c76af6ef1a61a',
  '0008_devices.sql': '19d745bfa237555c5deb630332171ab856ebf0478747f973a47771032c3fc1b7',
  '0009_mail_counts.sql': '0a0a57e93b7f640ba2d09453a2d471fa21df629af61ed230423dcedc687ccdb3',
  '0010_returned_money.sql': '3cf6e46b147d0f0c0d9d57a2b0510389ad28b4ed251e2c475662fd7b6ef906a1',
  '0012_disputes.sql': '3d79d2f1f11e51f98187992fd81bddf96cbd582816204f9308fc7785ba0db4e9',
  '0013_event_positions.sql': 'fd494b26fb2f5572b9438a9f5aed86136067a7aee31d5248d9d3cdada7f976b6',
  '0015_search_folds.sql': '797d744c99cdd13605ab8d3e5df7650f74b3cc723ea2ab957d617102d57a2bc8',
  '0017_six_decimals.sql': '797547c598a25f633bd3b22bd2f7349899d24892620ab5cc202d6a2b9f4dfdc5',
  '0018_ways_to_pay.sql': '2d393c18285cc83c40391aca75c3d40358003a325b0cb80965fcd4af686028b5',
  '0019_complete_paper.sql': '9a403ee075d1ac494835ddf04e942c3e776dc04c45594b03b8d660fc72982986',
  '0020_found_payments.sql': '043a055aea6f32729723b4e25e702448dda06c079339b4f1b5c5029337b01aaa',
  '0022_files.sql': '9aa1d4421ccec0eb3a23cfe8170c81f6a0ccb4a23cce4d0801d197fb4e7ccd8f',
  '0023_mail_in.sql': '15b845bb559b46edf1b09f692db03df67b6c9e3c9c3098ed468054ca6d7b3279',
  '0024_files_listed.sql': '3555cd4571dcd0c8c3e85b116027723e734d2f2c9c41c469b3b2ab12109e47d1',
  '0025_mail_out.sql': '41011222747ae5c8c8487a47e0e70c2232e1de93d5e930c6ca0214ba2cc474b8',
  '0026_work_items.sql': '560d7a23b53558d1f429ef60d0fa0f38d07204c3fdfdfedf68ccfc021e740bc6',
  '0027_quotes.sql': '413855a37ebff67477b9a616bbab34084240d0f11e9ed29b73d57cc9acc305d7',
  '0028_snoozed.sql': '7488d0d6be619a3d7bd3898c4a5a3c64b3a09ecd239a30334936e46e88d9245a',
  '0029_templates.sql': 'f9c64393d66effb93dcce194b6ab39aa82ab9d581f0fea857080300ed10dd991',
  '0032_text_messages.sql': '1ec3b8234efd2f5fee6abc5a7c29aca6a5778492fb3033c4f1155269e51b6557',
  '0033_portal_messages.sql': 'b5b63d2dc7cedfa4a3449ebe551f2bf2a414e42fc77c7268868c6433fd3b2391',
  '0034_notices.sql': 'bea83f893d9db60a86135cf43a48a62b164d9e491f9c22ada2b7a9f7b396dc12',
  '0035_deductions.sql': '8c312fdd48e744757ea250c9b46b215588f063841a309cacfcc1128aeba1e327',
  '0036_quotes_linked.sql': '505dd9feb3fb232ad1e0a5cf22315ff074bdf30bd0921c20f83d4774ba2bba21',
  '0037_machine_mails.sql': '5d52cc0b5b32c2fabdd161a5e772c7a3c9b5dac39b0cb87edd22e757bcb2a5e9',
  '0039_archived_work.sql': 'c9b2a05167cdd1a4d59cfec8aed17b70993a27d1eb6cb09130aea7fd4616cda0',
  '0040_papers.sql': 'e34bf7e6b691d9734a618f2067b1de38439932a3f83e09e37f672416391e1a22',
  '0042_expenses.sql': '82a0480c321c720276f93a47b22a6980fcaeef66a0833b3627cfd257fddb255a',
  '0043_receipts_by_mail.sql': '3c64e2c36396ce039187948d016900a159ff90b37ed1c96d941bb95c6163c762',
  '0044_storage.sql': '9bec9456a2af21ebe66c764fc67166d2ccb98f64c2fc7ca48f30fe79262e90a7',
  '0048_contact_imports.sql': '3296a7243efec544c00936cf37a460adb0d1061b4d813df90b8132dd6e8e8e57',
  '0049_template_defaults.sql': 'c095eafac5cf1ef60f26b5b6f2a4696dad4be8998aa978a150a2cf48c6e53a4a',
  '0052_onboarding.sql': 'd031ce4da9e4dfc9ec07d35fae151f9d5465976c04bd456af47f6b3cdfb5dea1',
  '0050_contact_merges.sql': 'c51e76ce2859e8f6b0b7a45c1a5871709263a7ad7024167580299a4f5690186f',
  '0051_consents.sql': '842d5c8868834f483c90123200508ca62846acbee2b5206acb3b66ea8c1b7bef',
  '0053_samples.sql': '4013fbd9f58d2a69be3fd0a34d90f297b4ff47832a24edead0f99e5f09f31a25',
  '0057_credit_notes.sql': 'ce0343a0e9fe16821d53da70f7403aef8c0af4ac671102c36a48f21a44ccd705',
  '0056_credited.sql': 'ae6e5f29dc324636301beaef00082542f97ea6fbc073631d5a8a5da6c7a2e95c',
  '0058_refund_requests.sql': '8705afe40ebf0fe51e7723d675892ec9b62aa79f01f1f0bb6dd6bf7e075db33a',
  '0059_applied_money.sql': 'dde57a934e57d9cc5bd981630004cfe8c303cf10d7e34dcac23c8285b0a58919',
  '0054_reminders.sql': 'fa4c336984c58212ff48975e765ef946f0b70f3abd8108a25029659773623d33',
  '0060_recurring_invoices.sql': 'c86c4e6dc634a9259663b9da22024cf099171a03f3dfc72c1bcc49165657d0cb',
  '0061_credited_refunds.sql': 'b2dc967d461602b959f885018307179ee5c23d28adbdd60e662da2ee3a9029ac',
  '0062_money_that_came_back.sql': '42f37d3cb9c0d9698e9206f5df9ef420119b5030b7fac5075fc15df45b8fd163',
  '0066_exports.sql': 'b9cc6ea1d64b83dbe471d51109928e9933c14b732da34ce5229056990b4ee63e',
  '0063_e_invoices.sql': 'e185138c8a513109f4aa64fc08c84c60ddebd5f07278d893cfbb2b0e887a504d',
  '0064_expenses_read.sql': '126bb44e8b804841d8db32061170ac570e0acc6df7ea248a5b1b835c4402f4b0',
  '0067_imports.sql': '1e90ff1fe6115199c406b0ce9e754d560bbd66fb54b8234dc266625d88a3c032',
  '0068_export_rules.sql': '4571c9ce7c1d999d45344d97040c8aff0c32d1a22fb7c2632557df4f810e1804',
  '0068_export_rules_versioned.sql': '2618a1043d5ca8ff08e2db0dc231273ea186dd0e06cd190270e670727c347926',
  '0045_profiles.sql': 'a9f3bd47fad97be719783355f642cac7538832c44ce38d3f7083e46ad4c939d0',
  '0078_notices_of_contacts.sql': '121c5e97e68c286f17a5aac68832096fa824b09f39f5779483c6735b12bb54b3',
  '0074_advances.sql': '888c43b0f56a1d21b0e6d968e4c5d24283ffa53a1546d257a0da9f6d542e9d9e',
  '0075_erasures.sql': '20ce4a61cd90373b676e35ca7e994579d6073edc1db4fe532ee8be24331b2e6e',
  '0077_rehearsals.sql': '1c1368bcca577cc1b55392703b968b93255175b26bf77f6fb2b331fdc5532543',
  '0073_statement_mails.sql': '9926126c6891b8a03941fa61b2d8224ebb583e6b3c19df38dd6f13acea1c582b',
  '0072_statements.sql': 'f08838ae4628157a854ee4279bd0432b244e4e337d3792c7b434292c78afc30e',
  '0069_audit_seals.sql': 'c9273376d0d3f799abb084019e968734c3beb80e270e94f3a258151274617646',
  '0079_removed_businesses.sql': '4ce8aeba8ddcabcaa8eee74aca2f50c3b73207d6106a4502fcd60b3581dce603',
  '0080_import_undos.sql': 'ceebe5357e5d1ecfff7fcf647e711898397f451deac7d76b4447392686a9301e',
  '0076_closed_businesses.sql': '642ea2da978d624fd56c74847cadca288f3666ef4e2154fd5e9284308d65cd40',
  '0081_snapshots_as_records.sql': '1757aec8d4f40b778f319ab258052156f8f615345be2f4fb47cdb850baf696cd',
  '0082_recurring_made.sql': '32f686ca37a662b5af8fd5f684bf8bc3193c436b5c61fbfafb6a2156c08b70d0',
  '0084_dispute_notices.sql': '0db556ded3d5018c581374309df491c98af96c984a8ed9aae8ae5011f510a8dd',
  '0085_ai_drafts.sql': 'e54e7bccfc2c43ceecc9c4447bf4c19656717fea35dcc2f6bad63e9597028817',
  '0088_reminder_texts.sql': '223b03e71ef88f09323fccc2ca83f6a615e516f35df8f5e2c92f4cfa0bad6334',
  '0091_reviews.sql': 'b43572e2e0e6b0e0e5d49e6346781fd21a8744c5847e1a0e678fb68bc50ef02e',
  '0070_events.sql': '4cedad4e183df086ea8b86b27e95cf9d59103d4bacb4cca4e46fa268d926c301',
  '0083_ai_calls.sql': '9a84fd73ffa2d5533bd2efc514f936a68cc8a8eb1ed0d9bea549e7cc0655b42e',
  '0094_ai_tasks.sql': 'cf74c59936af95f38f06f32a24aa387632cf42c7bc77662d0efa8ab27908869e',
  '0095_draft_corrections.sql': 'cac4aea72706af2a661f22f43a2306c2050cc107561f4793defeafdaeab93f1b',
  '0093_ai_usage.sql': '5bf5d1b6034d13236e8c5d370c17b0ff888e544bfa453622b74634bac927ffde',
  '0090_given_up_contact_imports.sql': '972f49930814279626bf22241487f3981bb3573f39dd7b2e92d9b09fe0623c75',
  '0096_settled_reviews.sql': '925a478cf4fe4d1b49434845d0278bf5e8c6940b21d3b3d216245c52f684fa32',
  '0097_undone_reviews.sql': '69d5e020e326190d9cfcfa7fda6512803303215795743ff49850f1879b37cf62',
  '0098_reviews_by_reviewer.sql': '9a8774c4ac2522c2b51ca2d1ed4506414ea7785e3b5b673ec454f80f5ed6886c',
  '0098_review_sources.sql': '97b623fa9bcb65c4532ca6f9b15afe2f58acc31e520ce8598e689baadadcef53',
  '0089_closed_spans.sql': '4b4ad4d15a0ddf7b3b386076614f940a2262201543c94c7c7938ffb1c9878ea1',
  '0099_given_up_jobs.sql': '4ab3b4f47389c89d7ab622619ef59bf9576a17535652d2c7a9995b4ac812dd28',
  '0101_ai_call_counts.sql': '2d2bfb24060f29f82af52b27ad6eeb670b0f415e361cd59bfa39be95abce2648',
  '0100_read_pictures.sql': '4d29840867ec37d42b53c0816ed807248f6c9d6d83e6ddd162cfb5e852e4c2b2',
  '0104_draft_kinds.sql': '13ed772c2a0e08f81f3f8d0c4b98431d7190d47ca3aec9b83cec33dcca7b65a8',
}

it('numbered migrations are as they landed; a new one is added to this list with its hash', () => {
  const numbered = readdirSync(MIGRATIONS).filter((file) => /^\d{4}_/.test(file))
  const hashes = numbered.map((file) => {
    const sql = readFileSync(join(MIGRATIONS, file))
    return [file, createHash('sha256').update(sql).digest('hex')]
  })
  expect(Object.fromEntries(hashes)).toEqual(FROZEN)
})

it('what changes a table does it as the owner of the tables: on Neon the administrator is not', () => {
  const asAdministrator = Object.keys(FROZEN).filter((file) => {
    const sql = readFileSync(join(MIGRATIONS, file), 'utf8')
    const change = sql.search(/^(create (unique )?index|create table|alter table)/m)
    const role = sql.indexOf('set role app_owner;')
    return change >= 0 && (role < 0 || role > change)
  })
  expect(asAdministrator).toEqual([])
})

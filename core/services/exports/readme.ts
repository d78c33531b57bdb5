/** For who opens an archive by hand. */
export const README = `An export of one business.

manifest.json    what is in here: of each file its name, size, SHA-256 and, of data, how many rows; the moment that it shows
data/*.ndjson    one line of JSON for each row: complete, and what an import reads
csv/*.csv        the same for a spreadsheet, in UTF-8. A cell that a spreadsheet would take for a formula begins with '
files/           files that were uploaded or received, named by the SHA-256 of what is in them (data/files.ndjson has their names)
papers/          the PDFs of documents as they were sent, named by their SHA-256 (data/papers.ndjson says of which document)
letters/         messages as they can be shown, named by the id of the message

Amounts are whole numbers in the smallest unit of their currency (200.00 CAD is 20000). qty_e6 and rate_e6 are millionths, percent_e4
ten-thousandths of a percent. Times are in UTC, days are days of the business. What was deleted has its deleted_at.
audit is the history of the business, to be read: an import begins one of its own.
No passwords, links, tokens or keys of other services are in here; manifest.json lists under left_out what else is not, and why.
`

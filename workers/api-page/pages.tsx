/** @jsxImportSource hono/jsx */
import type { Page } from '../portal/page.tsx'
import { type ApiDocument, type Chapter, chaptersOf, type Operation } from './document.ts'
import { Carried, Fields } from './fields.tsx'

const STYLES = `
main{max-width:880px}nav.chapters{display:flex;flex-wrap:wrap;gap:0 16px;margin-bottom:12px}nav.chapters a{display:flex;align-items:center;min-height:32px}
nav.chapters [aria-current]{color:var(--text);font-weight:600;text-decoration:none}h2{margin-bottom:4px}h3{font-size:14px;line-height:20px;margin:16px 0 4px}
code{font:14px/20px ui-monospace,SFMono-Regular,Menlo,monospace}.verb{font-weight:600;color:var(--accent)}.must{font-size:12px;color:var(--warn)}
.fields{display:grid;grid-template-columns:minmax(120px,max-content) 1fr;gap:6px 16px;margin:4px 0;font-size:14px;line-height:20px}.fields .fields{border-left:2px solid var(--border);padding-left:12px}
ul.rows li{padding:6px 0;border-bottom:1px solid var(--border)}ul.rows a{display:flex;flex-wrap:wrap;gap:0 12px;min-height:32px;align-items:center}pre{margin:8px 0;padding:12px;border-radius:8px;background:var(--sunken);overflow-x:auto;overflow-wrap:normal}
@media(max-width:599px){.fields{grid-template-columns:1fr}.fields dd{margin-bottom:6px}}`

const OBJECTS = 'objects'

/** The reference of the API, made from the document that programs read: what to know first, and a page for each chapter. */
export function apiPage(document: ApiDocument, slug: string, origin: string): Page | null {
  const chapters = chaptersOf(document)
  if (slug === '') return page('API', chapters, '', <Start chapters={chapters} document={document} origin={origin} />)
  if (slug === OBJECTS) return page('Objects', chapters, slug, <Objects document={document} />)
  const chapter = chapters.find((each) => each.slug === slug)
  if (!chapter) return null
  const operations = chapter.operations.map((operation) => <OperationCard operation={operation} document={document} />)
  return page(chapter.name, chapters, slug, operations)
}

const page = (title: string, chapters: readonly Chapter[], slug: string, body: unknown): Page => ({
  title: `${title} · SMB Hub API`,
  styles: STYLES,
  body: (
    <main>
      <header>
        <h1>{title === 'API' ? 'SMB Hub API' : `${title} · SMB Hub API`}</h1>
      </header>
      <nav class="chapters s" aria-label="Chapters">
        <Link to="" name="Start" current={slug} />
        {chapters.map((chapter) => (
          <Link to={chapter.slug} name={chapter.name} current={slug} />
        ))}
        <Link to={OBJECTS} name="Objects" current={slug} />
      </nav>
      {body as never}
    </main>
  ),
})

const Link = ({ to, name, current }: { to: string; name: string; current: string }) => (
  <a href={to ? `/docs/api/${to}` : '/docs/api'} aria-current={to === current ? 'page' : undefined}>
    {name}
  </a>
)

const Start = ({
  chapters,
  document,
  origin,
}: {
  chapters: readonly Chapter[]
  document: ApiDocument
  origin: string
}) => (
  <>
    <section class="card">
      <p>{document.info.description}</p>
      <h3>To begin</h3>
      <p>
        Sign in with <code>POST /v1/auth/login</code> and send the <code>jwt</code> of the answer with each request.
        What you may do is what your role in the business may.
      </p>
      <pre tabindex={0}>{`curl ${origin}/v1/invoices -H "Authorization: Bearer $JWT"`}</pre>
      <h3>Answers</h3>
      <p>
        Each answer is <code>{'{"data": …, "meta": {"request_id": …}}'}</code>, each refusal{' '}
        <code>{'{"error": {"code", "message", "details": [{"field", "message"}]}}'}</code>. A list is paged: ask again
        with the <code>cursor</code> of its <code>meta</code> until that is null.
      </p>
      <h3>Sent twice</h3>
      <p>
        A <code>POST</code> takes an <code>Idempotency-Key</code>: with the same key and body it is done once, and
        answered the same again. A change may carry the <code>version</code> that you saw as{' '}
        <code>if_match_version</code>; who was slower is told so with 409 and the object as it is now.
      </p>
      <p class="m">
        The same for programs: <a href="/openapi.json">openapi.json</a>
      </p>
    </section>
    {chapters.map((chapter) => (
      <section class="card" aria-labelledby={chapter.slug}>
        <h2 id={chapter.slug}>{chapter.name}</h2>
        <ul class="rows s">
          {chapter.operations.map(({ id, method, path, summary }) => (
            <li>
              <a href={`/docs/api/${chapter.slug}#${id}`}>
                <code>
                  {method} {path}
                </code>
              </a>
              <span class="m">{summary}</span>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </>
)

const OperationCard = ({ operation, document }: { operation: Operation; document: ApiDocument }) => {
  const { id, method, path, summary, parameters = [], requestBody, responses } = operation
  const asked = Object.values(requestBody?.content ?? {})[0]?.schema
  const isGood = ([status]: [string, unknown]) => status.startsWith('2')
  return (
    <section class="card" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{summary ?? path}</h2>
      <p>
        <code>
          <span class="verb">{method}</span> {path}
        </code>
      </p>
      {parameters.length > 0 ? <h3>Parameters</h3> : null}
      {parameters.length > 0 ? <Fields schema={asObject(parameters)} document={document} /> : null}
      {asked ? <h3>Sent</h3> : null}
      {asked ? <Carried schema={asked} document={document} /> : null}
      {Object.entries(responses)
        .filter(isGood)
        .map(([status, { description, content = {} }]) => (
          <>
            <h3>
              {status}: {description}
            </h3>
            {Object.entries(content).map(([type, { schema }]) =>
              type === 'application/json' && schema ? (
                <Carried schema={schema} document={document} />
              ) : (
                <p>
                  <code>{type}</code>
                </p>
              ),
            )}
          </>
        ))}
      <h3>Refused</h3>
      <dl class="fields">
        {Object.entries(responses)
          .filter((each) => !isGood(each))
          .map(([status, { description }]) => (
            <>
              <dt>
                <code>{status}</code>
              </dt>
              <dd>{description}</dd>
            </>
          ))}
      </dl>
    </section>
  )
}

const asObject = (parameters: NonNullable<Operation['parameters']>) => ({
  properties: Object.fromEntries(
    parameters.map(({ name, description, schema }) => [name, { ...schema, ...(description ? { description } : {}) }]),
  ),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
})

const Objects = ({ document }: { document: ApiDocument }) => (
  <>
    {Object.entries(document.components.schemas ?? {})
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, schema]) => (
        <section class="card" id={name} aria-labelledby={`${name}-title`}>
          <h2 id={`${name}-title`}>{name}</h2>
          <Carried schema={schema} document={document} />
        </section>
      ))}
  </>
)

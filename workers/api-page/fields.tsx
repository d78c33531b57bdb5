/** @jsxImportSource hono/jsx */
import { type ApiDocument, insideOf, nameOf, resolved, type Schema, wordsFor } from './document.ts'

interface FieldsProps {
  schema: Schema
  document: ApiDocument
  /** How deep it lies. */
  depth?: number
}

const DEPTH_MAX = 6

/** The fields of what is sent or answered, those inside of others below them. What has a name stands in a chapter of its own. */
export const Fields = ({ schema, document, depth = 0 }: FieldsProps) => (
  <>
    {insideOf(schema, document).map(({ properties = {}, required = [] }) => (
      <dl class="fields">
        {Object.entries(properties).map(([name, field]) => (
          <>
            <dt>
              <code>{name}</code>
              {required.includes(name) ? <span class="must"> required</span> : null}
            </dt>
            <dd>
              <Words schema={field} />
              {field.description ? <p class="m">{field.description}</p> : null}
              {field.default !== undefined ? <p class="m">{`Otherwise ${JSON.stringify(field.default)}`}</p> : null}
              {depth < DEPTH_MAX ? <Fields schema={field} document={document} depth={depth + 1} /> : null}
            </dd>
          </>
        ))}
      </dl>
    ))}
  </>
)

/** What it may be, the first name in it as a link to its fields. */
export const Words = ({ schema }: { schema: Schema }) => {
  const words = wordsFor(schema)
  const name = namesIn(schema)[0]
  const at = name ? words.indexOf(name) : -1
  if (!name || at < 0) return <span>{words}</span>
  return (
    <span>
      {words.slice(0, at)}
      <a href={`/docs/api/objects#${name}`}>{name}</a>
      {words.slice(at + name.length)}
    </span>
  )
}

function namesIn({ $ref, items, anyOf = [], allOf = [] }: Schema): string[] {
  if ($ref) return [nameOf({ $ref })]
  return [...(items ? [items] : []), ...anyOf, ...allOf].flatMap(namesIn)
}

/** What a request or an answer carries: that of an envelope is its data. */
export const Carried = ({ schema, document }: { schema: Schema; document: ApiDocument }) => {
  const whole = resolved(schema, document)
  const inner = whole.properties?.data && whole.properties.meta ? whole.properties.data : schema
  return (
    <>
      <p>
        <Words schema={inner} />
      </p>
      <Fields schema={resolved(inner, document)} document={document} />
    </>
  )
}

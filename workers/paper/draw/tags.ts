import { type PDFContext, PDFHexString, PDFName, type PDFRef } from '@cantoo/pdf-lib'

// What is on a page, told to readers aloud: headings, paragraphs, tables (PDF 32000-1, 14.7).

export type TagType = 'Document' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure'

export interface Tag {
  type: TagType
  kids: (Tag | Marked)[]
  /** What a picture shows. */
  alt?: string
}

/** A part of a page's content. */
export interface Marked {
  page: number
  mcid: number
}

export const newTag = (type: TagType, alt?: string): Tag => ({ type, kids: [], ...(alt ? { alt } : {}) })

/** Writes the tree; answers what the catalog refers to. */
export function writeTags(context: PDFContext, root: Tag, pages: readonly PDFRef[]): PDFRef {
  const treeRef = context.nextRef()
  const parents: PDFRef[][] = pages.map(() => [])
  const rootRef = writeTag(context, root, treeRef, { pages, parents })
  const nums = parents.flatMap((refs, page) => [page, context.register(context.obj(refs))])
  context.assign(
    treeRef,
    context.obj({
      Type: 'StructTreeRoot',
      K: [rootRef],
      ParentTree: context.register(context.obj({ Nums: nums })),
      ParentTreeNextKey: pages.length,
    }),
  )
  return treeRef
}

interface Whereabouts {
  pages: readonly PDFRef[]
  /** For each page, the element of each of its marks. */
  parents: PDFRef[][]
}

function writeTag(context: PDFContext, tag: Tag, parent: PDFRef, where: Whereabouts): PDFRef {
  const ref = context.nextRef()
  const page = tag.kids.flatMap((kid) => ('type' in kid ? [] : [kid.page]))[0]
  const kids = tag.kids.map((kid) => {
    if ('type' in kid) return writeTag(context, kid, ref, where)
    where.parents[kid.page]![kid.mcid] = ref
    return kid.page === page ? kid.mcid : context.obj({ Type: 'MCR', Pg: where.pages[kid.page]!, MCID: kid.mcid })
  })
  const element = context.obj({ S: tag.type, P: parent, K: kids.length === 1 ? kids[0]! : kids })
  if (page !== undefined) element.set(PDFName.of('Pg'), where.pages[page]!)
  if (tag.alt) element.set(PDFName.of('Alt'), PDFHexString.fromText(tag.alt))
  if (tag.type === 'TH') element.set(PDFName.of('A'), context.obj({ O: 'Table', Scope: 'Column' }))
  context.assign(ref, element)
  return ref
}

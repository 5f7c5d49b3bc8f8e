/** How a loop of a Word template repeats: whole paragraphs where it takes them up, so that ten reasons are ten paragraphs and not one. */
import {
  LoopPlugin,
  officeMarkup,
  type ScopeData,
  type Tag,
  type TemplateContext,
  xml,
  type XmlNode,
  type XmlTextNode,
} from 'easy-template-x'

export class WholeParagraphs extends LoopPlugin {
  override async containerTagReplacements(tags: Tag[], data: ScopeData, context: TemplateContext): Promise<void> {
    const [open, close] = [tags[0], tags.at(-1)]
    // The engine's own way runs the text of all entries together in the first paragraph.
    if (open && close && fills(open, close)) open.options = { ...open.options, loopOver: 'paragraph' }
    await super.containerTagReplacements(tags, data, context)
  }
}

/** Nothing stands before the opening tag and nothing behind the closing one; rows of a table repeat as rows. */
function fills(open: Tag, close: Tag): boolean {
  if (!('xmlTextNode' in open) || !('xmlTextNode' in close)) return false
  const { containingParagraphNode, containingTableCellNode } = officeMarkup.query
  const [first, last] = [containingParagraphNode(open.xmlTextNode), containingParagraphNode(close.xmlTextNode)]
  if (containingTableCellNode(first) !== containingTableCellNode(last)) return false
  const [before] = around(first, open.xmlTextNode)
  const [, behind] = around(last, close.xmlTextNode)
  return before.trim() === '' && behind.trim() === ''
}

function around(paragraph: XmlNode, node: XmlTextNode): [string, string] {
  const texts = textsIn(paragraph)
  const at = texts.indexOf(node)
  const words = (some: readonly XmlTextNode[]) => some.map(({ textContent }) => textContent).join('')
  return [words(texts.slice(0, at)), words(texts.slice(at + 1))]
}

const textsIn = (node: XmlNode): XmlTextNode[] =>
  xml.query.isTextNode(node) ? [node] : (node.childNodes ?? []).flatMap(textsIn)

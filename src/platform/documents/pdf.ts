/** Sets a paper with typst: data in, PDF/A-2b out, the same bytes for the same data at the same moment. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CompileArgs, NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Instant } from '#kernel/calendar.ts'

export interface PdfOptions {
  /** The moment of printing; part of the bytes. */
  at: Instant
  /** PNG or JPEG by plain file name; a template shows one with image("/images/name.png"). */
  images?: Readonly<Record<string, Uint8Array>>
}

const templates = fileURLToPath(new URL('./templates', import.meta.url))
const fonts = ['noto-serif-sc/400Regular', 'noto-serif-sc/700Bold', 'noto-sans-sc/400Regular', 'noto-sans-sc/700Bold']
/** Results of so many documents back are forgotten; without it the process grows by megabytes a document. */
const keepLast = 5

let compiler: NodeCompiler | undefined

export async function renderPdf(template: string, data: unknown, options: PdfOptions): Promise<Uint8Array> {
  if (!/^[a-z-]+$/.test(template)) throw new RangeError(`not a template name: ${template}`)
  compiler ??= await loadCompiler()
  const images = Object.entries(options.images ?? {}).map(([name, bytes]) => ({ path: imagePath(name), bytes }))
  // From here to the end nothing waits, so papers set at the same time cannot see each other's images.
  for (const { path, bytes } of images) compiler.mapShadow(path, Buffer.from(bytes))
  try {
    // Data travel as JSON and are read as values: markup in a name is printed, not carried out.
    return setLegibly(compiler, `${templates}/${template}.typ`, { inputs: JSON.stringify(data), at: options.at })
  } finally {
    for (const { path } of images) compiler.unmapShadow(path)
    compiler.evictCache(keepLast)
  }
}

function imagePath(name: string): string {
  if (!/^[\w-]+\.(png|jpe?g)$/.test(name)) throw new RangeError(`not an image name: ${name}`)
  return `${templates}/images/${name}`
}

interface Paper {
  inputs: string
  at: Instant
}

const mostUnknown = 50
/** What joins or varies the characters beside it, and has no picture of its own. */
const joiners = /\u200c|\u200d|\p{Variation_Selector}/gu

/** A character that no font of ours has is printed as 〓 with its number, as printers do, and not left out: one strange
 *  character in one name may not hold up the papers of a township. */
function setLegibly(engine: NodeCompiler, mainFilePath: string, paper: Paper, left = mostUnknown): Uint8Array {
  try {
    return setPaper(engine, mainFilePath, paper)
  } catch (error) {
    const unknown = charactersWithoutFont(error)
    const inputs = unknown.reduce(
      (text, each) => text.replaceAll(each, markOf(each)),
      paper.inputs.replace(joiners, ''),
    )
    if (left === 0 || inputs === paper.inputs) throw error
    return setLegibly(engine, mainFilePath, { ...paper, inputs }, left - 1)
  }
}

const charactersWithoutFont = (error: unknown): string[] =>
  [...String(error).matchAll(/the text \\*"(.+?)\\*" could not be displayed with any font/gu)]
    .flatMap(([, text = '']) => [...text])
    .filter((each) => each > '\u007f')

const markOf = (character: string): string =>
  `〓(U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`

function setPaper(engine: NodeCompiler, mainFilePath: string, paper: Paper): Uint8Array {
  const compiled = engine.compile({ mainFilePath, inputs: { data: paper.inputs } })
  if (!compiled.result) {
    const diagnostics = compiled.takeDiagnostics()
    const found = diagnostics ? JSON.stringify(engine.fetchDiagnostics(diagnostics)) : 'no diagnostics'
    throw new Error(`cannot set ${mainFilePath}: ${found}`)
  }
  const creationTimestamp = Math.floor(Date.parse(paper.at) / 1000)
  return new Uint8Array(engine.pdf(compiled.result, { pdfStandard: 'a-2b', creationTimestamp }))
}

/** Loaded at the first paper, so that a platform without typst can still do everything else. */
async function loadCompiler(): Promise<NodeCompiler> {
  try {
    const require = createRequire(import.meta.url)
    const folders = fonts.map((font) => {
      const [family = '', weight = ''] = font.split('/')
      return `${dirname(require.resolve(`@expo-google-fonts/${family}/package.json`))}/${weight}`
    })
    const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
    const settings: CompileArgs = { workspace: templates, fontArgs: [{ fontPaths: folders }] }
    return NodeCompiler.create(settings)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new Error(`本机（${process.platform}-${process.arch}）不能生成PDF：排版组件未能载入（${reason}）`, {
      cause: error,
    })
  }
}

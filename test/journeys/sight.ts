/** What a person in front of the screen would notice: bad contrast, missing glyphs, foreign words, an unfinished page. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Letters that are meant: file kinds, units, what every clerk knows by its Latin name, and demonstration accounts. */
const meant = new Set([
  'Excel',
  'Word',
  'PDF',
  'CSV',
  'XLSX',
  'DOCX',
  'JSON',
  'Ctrl',
  'Enter',
  'Esc',
  'API',
  'GCJ',
  'WGS',
  'UTF',
  'SHA',
])
const account = /\d{6}-[a-z]+(?:-[a-z0-9]+)*|\b(?:security-admin|city-supervisor|province-supervisor|admin)\b/g
/** A root of the record, a file's hash: long, of hexadecimal digits, at least one of them a figure. */
const hash = /\b(?=[0-9a-f…]*\d)[0-9a-f]{6,}…?\b/gi

/** Of a file somebody chose. */
const ending = /\.(?:csv|xlsx|pdf|png|jpg)/g

export function foreignWords(text: string): string[] {
  const words =
    text
      .replace(account, ' ')
      .replace(ending, ' ')
      .replace(hash, ' ')
      .replace(ending, ' ')
      .match(/[A-Za-z_]{3,}/g) ?? []
  return [...new Set(words.filter((word) => !meant.has(word)))]
}

/** Text, names for assistive technology and hints of what is on the page now. */
async function saidOn(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const named = ['aria-label', 'placeholder', 'title', 'alt'].flatMap((name) =>
      // Icons of the component library carry their own name; each stands beside words.
      [...document.querySelectorAll(`[${name}]:not(.anticon)`)].map((each) => each.getAttribute(name) ?? ''),
    )
    return [document.body.innerText, ...named].join('\n')
  })
}

/** Its subject is the names of operations and fields, for who writes programs. */
const forProgrammers = /\/interface(?:\?|$)/

/** Soft, as is the next: one walk then shows all faults at once. No English, no key of our own, no undefined, null, NaN or Invalid Date: all of them are Latin words. */
export async function expectChinese(page: Page): Promise<void> {
  const found = foreignWords(await saidOn(page))
  // Asked after reading: a click in the menu may still have been on its way.
  if (forProgrammers.test(page.url())) return
  expect.soft(found, `foreign words on ${page.url()}`).toEqual([])
}

/** WCAG 2.1 A and AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  const faults = found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.html.slice(0, 160)}`).join('\n  ')}`,
  )
  expect.soft(faults, `accessibility of ${page.url()}`).toEqual([])
}

/** Loaded to the end: no skeleton, no command on its way. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"], .ant-spin-spinning, .ant-btn-loading')).toHaveCount(0, {
    timeout: 30_000,
  })
}

/** A page stands there with its heading and did not fail. */
export async function expectPage(page: Page): Promise<void> {
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
  await expect(page.getByText(/系统出错|没有“.*”的权限|没有找到，或不在您的辖区/)).toHaveCount(0)
  await expectChinese(page)
}

/**
 * Draws each character with the page's own font and compares it with what the font draws for a character that cannot
 * exist; the same picture means a box instead of a letter. 㑇 is in extension A, 䶮 is a name in use.
 */
export async function unseenGlyphs(page: Page, text = '供养特困人员㑇䶮'): Promise<string[]> {
  return await page.evaluate((wanted) => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 48
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    if (!pen) throw new Error('no canvas')
    const drawn = (letter: string) => {
      pen.clearRect(0, 0, 48, 48)
      pen.font = `32px ${getComputedStyle(document.body).fontFamily}`
      pen.fillText(letter, 4, 38)
      return pen.getImageData(0, 0, 48, 48).data.join()
    }
    // U+FFFF is no character in any font.
    const box = drawn('\uffff')
    const empty = drawn(' ')
    return [...wanted].filter((letter) => [box, empty].includes(drawn(letter)))
  }, text)
}

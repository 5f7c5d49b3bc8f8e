/** The pages at /my: server-rendered, whole without script, readable at arm's length. */
import { dateText } from '#kernel/calendar.ts'
import { holderText, type Item, type Mine, type Part, partText, type Section } from '#modules/portal/contract.ts'
import { Html, html } from './html.ts'

export interface Frame {
  /** Type of 24 instead of 18 pixels. */
  big: boolean
  /** Address of this page, for coming back to it. */
  here: string
}

export function page(title: string, body: Html, { big, here }: Frame): string {
  const size = big ? '18px' : '24px'
  const whole = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · 我的救助</title>
<link rel="stylesheet" href="/my/style.css">
<script src="/my/read.js" defer></script>
</head>
<body class="${big ? 'big' : 'plain'}">
<a class="skip" href="#main">跳到正文</a>
<header>
<p class="product"><a href="/my">我的救助</a></p>
<p class="tools"><a data-size="${size}" href="/my/type?size=${big ? 'plain' : 'big'}&amp;to=${encodeURIComponent(here)}">${big ? '改回一般字' : '换成大字'}</a></p>
</header>
${body}
</body>
</html>`
  return whole.text
}

export interface Fault {
  reasons: readonly string[]
}

const faultBox = (fault: Fault | undefined): Html =>
  fault
    ? html`<div class="fault" role="alert"><p><strong>没有办成：</strong></p><ul>${fault.reasons.map((each) => html`<li>${each}</li>`)}</ul></div>`
    : html``

export interface SignInTyped {
  county?: string | undefined
  number?: string | undefined
}

interface AtDoor {
  typed: SignInTyped
  fault?: Fault | undefined
  /** Said on top: '已经退出'. */
  said?: string | undefined
  frame: Frame
}

export function signInPage(
  counties: readonly { code: string; name: string }[],
  { typed, fault, said, frame }: AtDoor,
): string {
  const [only] = counties
  const county =
    counties.length === 1 && only
      ? html`<input type="hidden" name="county" value="${only.code}">`
      : html`<p><label for="county">所在的县</label>
<select id="county" name="county" required><option value="">请选择</option>${counties.map(
          ({ code, name }) =>
            html`<option value="${code}"${code === typed.county ? new Html(' selected') : ''}>${name}</option>`,
        )}</select></p>`
  const body = html`<main id="main">
<h1>看我的救助</h1>
<p>请照着乡镇（街道）给您的<strong>查询凭条</strong>填写。没有凭条的，带身份证到乡镇（街道）领取。</p>
${said ? html`<p class="said" role="status">${said}</p>` : ''}
${faultBox(fault)}
<form method="post" action="/my/sign-in">
${county}
<p><label for="number">档案号</label><input id="number" name="number" required maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" value="${typed.number ?? ''}"></p>
<p><label for="code">查询码</label><span class="hint" id="code-hint">凭条上的十个字，大写小写、有没有横线都可以</span><input id="code" name="code" required maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"></p>
<p><button type="submit">进入</button></p>
</form>
<p class="hint">不会用手机的，请村协理员或乡镇（街道）工作人员帮您看，可以念给您听，也可以打印给您。</p>
</main>`
  return page('进入', body, frame)
}

function navigation(parts: readonly Part[], now: Part): Html {
  const links = parts
    .filter((part) => part !== 'home')
    .map((part) =>
      part === now
        ? html`<li><a href="/my/${part}" aria-current="page">${partText[part]}</a></li>`
        : html`<li><a href="/my/${part}">${partText[part]}</a></li>`,
    )
  return html`<nav aria-label="各页"><ul>${links}</ul></nav>`
}

const whoText = ({ sheet, holder, holderName }: Mine): string =>
  holder === 'person' ? sheet.name : `${sheet.name}（${holderText.guardian}${holderName}查看）`

export interface Shown {
  mine: Mine
  frame: Frame
  /** Said on top: '已经收到，编号…'. */
  said?: string | undefined
  /** Forms of the part. */
  forms?: Html | undefined
}

export function partPage({ mine, frame, said, forms }: Shown): string {
  const { part, sections } = mine.sheet
  const title = part === 'home' ? '您好' : partText[part]
  const body = html`<div class="who"><p>${whoText(mine)}</p><p>档案号${mine.sheet.fileNo}</p></div>
<main id="main">
<h1>${title}</h1>
${said ? html`<p class="said" role="status">${said}</p>` : ''}
${part === 'home' ? html`<p>今天是${dateText(mine.sheet.on)}。请点下面要看的。</p>${navigation(mine.parts, part)}<p class="hint">您的查询凭条有效期到${dateText(mine.validUntil)}。</p>` : html`<p class="deeds"><a class="button" href="/my/${part}/print">打印这一页</a><span id="read-aloud"></span></p>`}
${forms ?? ''}
${sections.map(section)}
</main>
${part === 'home' ? '' : navigation(mine.parts, part)}
<footer>
<p>不明白的，请工作人员帮我办：${mine.help.unit}${mine.help.phone ? html`，电话<a href="tel:${mine.help.phone}">${mine.help.phone}</a>` : ''}</p>
<form method="post" action="/my/sign-out"><p><button type="submit" class="plain">退出（用别人手机看完请点）</button></p></form>
</footer>`
  return page(title, body, frame)
}

function section({ title, note, items, empty }: Section): Html {
  return html`<section><h2>${title}</h2>
${note ? html`<p>${note}</p>` : ''}
${items.length === 0 && empty ? html`<p>${empty}</p>` : ''}
${items.map(article)}
</section>`
}

function article({ id, title, lines, basis, deed }: Item): Html {
  return html`<article>${title ? html`<h3>${title}</h3>` : ''}
<dl>${lines.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${basis ? html`<p class="hint">依据：${basis}</p>` : ''}
${deed === 'withdraw' && id ? html`<p><a class="button" href="/my/withdraw?consent=${id}">撤回这项同意</a></p>` : ''}
</article>`
}

export function messagePage(title: string, reasons: readonly string[], frame: Frame): string {
  const body = html`<main id="main"><h1>${title}</h1>${faultBox({ reasons })}<p><a class="button" href="/my">回到首页</a></p></main>`
  return page(title, body, frame)
}
export { faultBox }

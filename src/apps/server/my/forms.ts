/** What one says is wrong, what one complains of, and taking a consent back. */
import { type Item, type Mine, Topic, topicText } from '#modules/portal/contract.ts'
import { type Fault, faultBox, type Frame, page } from './pages.ts'
import { Html, html } from './html.ts'

/** What was typed before it was refused: nobody writes it twice. */
export type Typed = Readonly<Record<string, string>>

const picked = (yes: boolean): Html => new Html(yes ? ' selected' : '')

export interface FormGiven {
  mine: Mine
  /** Names the sending, so that pressing twice sends once. */
  requestId: string
  typed?: Typed
  fault?: Fault | undefined
}

export function requestForms(given: FormGiven): Html {
  const which = given.typed?.['form']
  const empty = { ...given, typed: {}, fault: undefined }
  const correction = correctionForm(which === 'correction' ? given : empty)
  const complaint = complaintForm(which === 'complaint' ? given : empty)
  // The refused one stands first: on a telephone nobody looks further down for why nothing happened.
  return html`<section><h2>我要反映</h2>
<p>可以说登记有错，也可以投诉。说了都有编号，答复会写在这一页。不会写的，请工作人员帮您写，念给您听，您签名或按手印。</p>
${which === 'complaint' ? [complaint, correction] : [correction, complaint]}
</section>`
}

function correctionForm({ requestId, typed = {}, fault }: FormGiven): Html {
  return html`<article><h3>登记有错，要求更正</h3>
<p>送到您的乡镇（街道）办理。</p>
${faultBox(fault)}
<form method="post" action="/my/correction"><input type="hidden" name="request" value="${requestId}-c">
<p><label for="topic">哪一类</label><select id="topic" name="topic" required><option value="">请选择</option>${Topic.options.map(
    (topic) => html`<option value="${topic}"${picked(topic === typed['topic'])}>${topicText[topic]}</option>`,
  )}</select></p>
<p><label for="entry">哪一条（可以不写）</label><input id="entry" name="entry" maxlength="100" value="${typed['entry'] ?? ''}"></p>
<p><label for="wrong">哪里不对</label><textarea id="wrong" name="wrong" rows="3" required maxlength="1000">${typed['wrong'] ?? ''}</textarea></p>
<p><label for="wanted">应当是什么</label><textarea id="wanted" name="wanted" rows="3" required maxlength="1000">${typed['wanted'] ?? ''}</textarea></p>
<p><button type="submit">送出更正申请</button></p>
</form></article>`
}

function complaintForm({ mine, requestId, typed = {}, fault }: FormGiven): Html {
  return html`<article><h3>投诉</h3>
<p>直接送到县里，不会交给您反映的单位。乡镇（街道）和机构看不到您写的话。</p>
${faultBox(fault)}
<form method="post" action="/my/complaint"><input type="hidden" name="request" value="${requestId}-t">
<p><label for="accusedUnitId">反映哪个单位（可以不选）</label><span class="hint" id="accused-hint">反映县里的单位（如县民政局）一定要选上，选了就不会交给它；不选的，由县民政局的负责人交办</span><select id="accusedUnitId" name="accusedUnitId" aria-describedby="accused-hint"><option value="">不选</option>${mine.units.map(
    ({ id, name }) => html`<option value="${id}"${picked(id === typed['accusedUnitId'])}>${name}</option>`,
  )}</select></p>
<p><label for="accused">反映哪个人（可以不写）</label><input id="accused" name="accused" maxlength="100" value="${typed['accused'] ?? ''}"></p>
<p><label for="words">要反映的事</label><textarea id="words" name="words" rows="5" required maxlength="2000">${typed['words'] ?? ''}</textarea></p>
<p><button type="submit">送出投诉</button></p>
</form></article>`
}

export function withdrawPage(consent: Item, { requestId, frame }: { requestId: string; frame: Frame }): string {
  const body = html`<main id="main"><h1>撤回同意</h1>
<p>您要撤回的是：<strong>${consent.title}</strong></p>
<dl>${consent.lines.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
<p>撤回从今天起算数，不影响您应得的救助。撤回以后，工作人员会来问您钱怎么领、事怎么办。</p>
<form method="post" action="/my/withdraw"><input type="hidden" name="request" value="${requestId}"><input type="hidden" name="consent" value="${consent.id ?? ''}">
<p><button type="submit">我要撤回</button></p></form>
<p><a class="button" href="/my/consents">不撤回，回去</a></p></main>`
  return page('撤回同意', body, frame)
}

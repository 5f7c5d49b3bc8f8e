// 读给我听: reads the page aloud where the browser can. Without script, and where it cannot, there is no button.

/** Drawn, because not every telephone has the sign among its letters. */
function loudspeaker() {
  const space = 'http://www.w3.org/2000/svg'
  const sign = document.createElementNS(space, 'svg')
  sign.setAttribute('viewBox', '0 0 24 24')
  sign.setAttribute('aria-hidden', 'true')
  const shape = document.createElementNS(space, 'path')
  shape.setAttribute('d', 'M3 9v6h4l6 5V4L7 9H3zm13-1v8a5 5 0 0 0 0-8zm0-5v2a8 8 0 0 1 0 14v2a10 10 0 0 0 0-18z')
  shape.setAttribute('fill', 'currentColor')
  sign.append(shape)
  return sign
}

;(() => {
  const place = document.querySelector('#read-aloud')
  const main = document.querySelector('main')
  if (!place || !main || !('speechSynthesis' in window)) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'plain'
  const words = (text) => {
    button.replaceChildren(loudspeaker(), text)
  }
  const rest = () => {
    words('读给我听')
    button.setAttribute('aria-pressed', 'false')
  }
  /** Headings, sentences, and each label with its value; what one fills in is left out. */
  const sentences = () =>
    [...main.querySelectorAll('h1, h2, h3, p, dl > div')]
      .filter((each) => !each.closest('form') && !each.querySelector('a.button, button'))
      .map((each) => [...each.children].map((part) => part.textContent.trim()).join('，') || each.textContent.trim())
      .filter(Boolean)
  /** A telephone without a Chinese voice never begins, and some do not even say so. */
  let silence
  const silent = () => {
    window.speechSynthesis.cancel()
    place.textContent = '这部手机没有中文语音，请别人念给您听'
  }
  const say = () => {
    silence = setTimeout(silent, 4000)
    const begun = () => clearTimeout(silence)
    for (const sentence of sentences()) {
      const spoken = new SpeechSynthesisUtterance(sentence)
      spoken.lang = 'zh-CN'
      spoken.rate = 0.85
      spoken.addEventListener('start', begun)
      spoken.addEventListener('error', ({ error }) => {
        begun()
        if (error !== 'canceled' && error !== 'interrupted') silent()
      })
      window.speechSynthesis.speak(spoken)
    }
    const last = new SpeechSynthesisUtterance('读完了')
    last.lang = 'zh-CN'
    last.addEventListener('end', rest)
    window.speechSynthesis.speak(last)
    words('停止朗读')
    button.setAttribute('aria-pressed', 'true')
  }
  button.addEventListener('click', () => {
    const speaking = button.getAttribute('aria-pressed') === 'true'
    clearTimeout(silence)
    window.speechSynthesis.cancel()
    if (speaking) rest()
    else say()
  })
  window.addEventListener('pagehide', () => window.speechSynthesis.cancel())
  rest()
  place.append(button)
})()

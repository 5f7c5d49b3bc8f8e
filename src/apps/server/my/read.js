// 读给我听: reads the page aloud where the browser can. Without script, and where it cannot, there is no button.
;(() => {
  const place = document.querySelector('#read-aloud')
  const main = document.querySelector('main')
  if (!place || !main || !('speechSynthesis' in window)) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'plain'
  const rest = () => {
    button.textContent = '🔊 读给我听'
    button.setAttribute('aria-pressed', 'false')
  }
  /** Headings, sentences, and each label with its value; what one fills in is left out. */
  const words = () =>
    [...main.querySelectorAll('h1, h2, h3, p, dl > div')]
      .filter((each) => !each.closest('form') && !each.querySelector('a.button, button'))
      .map((each) => [...each.children].map((part) => part.textContent.trim()).join('，') || each.textContent.trim())
      .filter(Boolean)
  const say = () => {
    for (const sentence of words()) {
      const spoken = new SpeechSynthesisUtterance(sentence)
      spoken.lang = 'zh-CN'
      spoken.rate = 0.85
      window.speechSynthesis.speak(spoken)
    }
    const last = new SpeechSynthesisUtterance('读完了')
    last.lang = 'zh-CN'
    last.addEventListener('end', rest)
    window.speechSynthesis.speak(last)
    button.textContent = '停止朗读'
    button.setAttribute('aria-pressed', 'true')
  }
  button.addEventListener('click', () => {
    const speaking = button.getAttribute('aria-pressed') === 'true'
    window.speechSynthesis.cancel()
    if (speaking) rest()
    else say()
  })
  window.addEventListener('pagehide', () => window.speechSynthesis.cancel())
  rest()
  place.append(button)
})()

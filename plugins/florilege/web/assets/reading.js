// What makes reading easier: notes beside the text or at hand, type as large as one likes, how far one has come.
// Without it, notes stand at the end and all else is as it was.
(() => {
  const essay = document.querySelector(".fl-essay"), prose = essay.querySelector(".fl-prose")
  const notes = essay.querySelector(":scope > .fl-notes")

  // The size of type: a step, which this browser remembers and the page's head sets before anything shows.
  const SIZES = [.85, .92, 1, 1.1, 1.22, 1.36], buttons = [...essay.querySelectorAll(".fl-size button")]
  const style = document.documentElement.style
  const step = () => Math.max(0, SIZES.indexOf(Number(style.getPropertyValue("--fl-size") || 1)))
  const mark = () => buttons.forEach(each => { each.disabled = !SIZES[step() + Number(each.value)] })
  for (const each of buttons) each.addEventListener("click", () => {
    const size = SIZES[step() + Number(each.value)]
    style.setProperty("--fl-size", size)
    try { localStorage.setItem("florilege-size", size) } catch { /* kept for this page alone */ }
    mark()
  })
  mark()

  // Keys of one letter lead to the texts before and after, unless a reader has switched them off (WCAG 2.1.4).
  const keys = document.querySelector(".fl-keys input"), led = document.querySelectorAll("a[aria-keyshortcuts]")
  const letters = new Map([...led].map(each => [each.ariaKeyShortcuts ?? each.getAttribute("aria-keyshortcuts"), each]))
  const listen = () => {
    keys.closest("nav").classList.toggle("fl-neighbours--mute", !keys.checked)
    for (const [letter, link] of letters) link.toggleAttribute("aria-keyshortcuts", keys.checked) && link.setAttribute("aria-keyshortcuts", letter)
  }
  if (keys) {
    try { keys.checked = localStorage.getItem("florilege-keys") !== "off" } catch { /* as they are */ }
    keys.addEventListener("change", () => {
      try { localStorage.setItem("florilege-keys", keys.checked ? "on" : "off") } catch { /* kept for this page alone */ }
      listen()
    })
    listen()
    addEventListener("keydown", event => {
      const link = letters.get(event.key)
      if (!link || !keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (event.target.isContentEditable || event.target.matches("input:not([type=checkbox]), textarea, select")) return
      link.click()
    })
  }

  // How far one has come in the text, whatever stands below it.
  const read = document.createElement("div")
  read.className = "fl-read"
  essay.append(read)
  const progress = () => {
    const box = prose.getBoundingClientRect(), rest = box.height - innerHeight
    read.style.scale = `${rest > 0 ? Math.min(1, Math.max(0, -box.top / rest)) : 0} 1`
  }
  addEventListener("scroll", progress, { passive: true })

  // Notes beside the lines that call them, where there is room at one side or the other.
  const GAP = 24, LEAST = 168, MOST = 272
  const target = link => document.getElementById(decodeURIComponent(link.hash.slice(1)))
  const place = () => {
    progress()
    if (!notes) return
    const box = essay.getBoundingClientRect(), grid = document.querySelector(".md-main__inner").getBoundingClientRect()
    const table = document.querySelector(".md-sidebar--secondary"), taken = table?.offsetWidth ? table.getBoundingClientRect() : null
    const left = box.left - (taken && taken.left < box.left ? taken.right : grid.left)
    const right = (taken && taken.left > box.left ? taken.left : grid.right) - box.right
    const room = Math.max(left, right) - GAP - 8
    essay.classList.toggle("fl-essay--beside", room >= LEAST)
    essay.style.minHeight = ""
    if (room < LEAST) return
    notes.style.setProperty("--side", `${Math.min(room, MOST)}px`)
    notes.classList.toggle("fl-notes--left", left > right)
    let end = 0
    for (const note of notes.querySelectorAll(":scope > ol > li")) {
      const call = target(note.querySelector(".fl-back"))
      end = Math.max(end, call.getBoundingClientRect().top - box.top - 6)
      note.style.top = `${end}px`
      end += note.offsetHeight + 12
    }
    essay.style.minHeight = `${end}px`
  }
  new ResizeObserver(place).observe(prose)
  addEventListener("resize", place)
  document.fonts.ready.then(place)

  // Elsewhere, notes open at the line, and everywhere what a term or an abbreviation means.
  const open = document.createElement("div"), label = essay.querySelector(".fl-notes")?.getAttribute("aria-label")
  if (!open.showPopover) return
  Object.assign(open, { className: "fl-note", popover: "auto", tabIndex: -1 })
  essay.append(open)
  let shown = null, again = false, scrolled = 0
  const isOpen = () => open.matches(":popover-open")
  // A call that gets the focus comes into view, which is told when its note may be open already.
  addEventListener("scroll", () => { if (isOpen() && scrollY !== scrolled) open.hidePopover() }, { passive: true })
  addEventListener("pointerdown", event => { again = isOpen() && event.target === shown }, true)
  const show = (call, name, content) => {
    open.replaceChildren(...content)
    for (const each of open.querySelectorAll("[id]")) each.removeAttribute("id")
    Object.assign(open, { role: "dialog", ariaLabel: name })
    open.lang = call.closest("[lang]").lang
    open.dir = getComputedStyle(call).direction
    const line = call.getBoundingClientRect(), box = essay.getBoundingClientRect()
    const below = line.bottom < .6 * innerHeight
    Object.assign(open.style, {
      left: `${box.left}px`, width: `${box.width}px`,
      top: below ? `${line.bottom + 8}px` : "auto", bottom: below ? "auto" : `${innerHeight - line.top + 8}px`,
    })
    shown = call
    scrolled = scrollY
    open.showPopover()
    open.focus({ preventScroll: true })
  }
  const said = call => call.title ? [call.title] : target(call)?.content && [target(call).content.cloneNode(true)]
  for (const each of prose.querySelectorAll("abbr[title]")) {  // what a pointer shows, fingers and keys can ask for
    Object.assign(each, { tabIndex: 0, role: "button" })
    each.addEventListener("keydown", event => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      each.click()
    })
  }
  essay.addEventListener("click", event => {
    const call = event.target.closest("a.note-ref, a.term, abbr[title]")
    if (!call || event.ctrlKey || event.metaKey || event.shiftKey) return
    const note = call.matches(".note-ref") && target(call), means = note ? null : said(call)
    if (!note && !means) return
    event.preventDefault()
    if (again) { again = false; return }
    if (means) return show(call, call.textContent, means)
    if (notes?.contains(note) && essay.classList.contains("fl-essay--beside")) {
      note.tabIndex = -1
      return note.focus({ preventScroll: true })
    }
    const own = [...note.cloneNode(true).childNodes].filter(each => !each.matches?.(".fl-back"))
    show(call, `${label}, ${call.textContent}`, own)
  })
})()

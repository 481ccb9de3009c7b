// Loads the page again when a newer site has been built, and shows what keeps a newer one back.
// `serve` puts this into the pages it sends; it is no part of the site.
(() => {
  const { version, events } = document.currentScript.dataset;
  const again = 1000; // ms; only where the browser has given up by itself
  let source;
  let panel;

  // A hidden page does not listen: browsers allow six connections to a host, and tabs are many.
  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(events);
    source.onmessage = (event) => hear(JSON.parse(event.data));
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      rest();
      setTimeout(listen, again);
    };
  }

  function rest() {
    source?.close();
    source = undefined;
  }

  function hear(bulletin) {
    if (bulletin.version !== version) {
      rest();
      location.reload();
    } else if (bulletin.failure === null) {
      panel?.host.remove();
      panel = undefined;
    } else {
      panel ??= makePanel();
      panel.title.textContent = bulletin.failure;
      panel.list.replaceChildren(...bulletin.problems.map(makeItem));
    }
  }

  function make(name, text = "", properties = {}) {
    return Object.assign(document.createElement(name), { textContent: text }, properties);
  }

  // A shadow root keeps the theme's styles out of the panel and the panel's out of the page.
  function makePanel() {
    const host = make("broadsheet-problems");
    const root = host.attachShadow({ mode: "open" });
    const section = make("section", "", { lang: "en", dir: "ltr" });
    const details = make("details", "", { open: true });
    const title = make("summary", "", { id: "title" });
    const box = make("div", "", { tabIndex: 0, className: "box" });
    const list = make("ul");
    section.setAttribute("aria-labelledby", "title");
    section.setAttribute("aria-live", "polite");
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", "title");
    box.append(list);
    if (!("waiting" in document.documentElement.dataset)) {
      box.append(make("p", "The page behind this is the last good one."));
    }
    details.append(title, box);
    section.append(details);
    // Not a style element: a page's own content security policy may forbid those.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    document.body.append(host);
    root.append(section);
    return { host, title, list };
  }

  function makeItem({ place, field, message, code, hint }) {
    const item = make("li", "", { dir: "auto" });
    if (place) item.append(make("code", place, { dir: "ltr" }), ": ");
    if (field) item.append(make("b", field), ": ");
    item.append(message, " ", make("small", `[${code}]`));
    if (hint) item.append(make("p", `hint: ${hint}`, { className: "hint", dir: "auto" }));
    return item;
  }

  const STYLE = `
    :host { all: initial }
    section {
      background: light-dark(#fff8f0, #2a1c14); border-block-start: 4px solid #b3261e;
      box-sizing: border-box; color: light-dark(#1d1b19, #f3ece4); color-scheme: light dark;
      font: 16px/1.45 system-ui, sans-serif; inset: auto 0 0 0; padding: 10px 20px;
      position: fixed; z-index: 2147483647;
    }
    summary { cursor: pointer; font-weight: 600 }
    .box { max-block-size: 45vh; overflow: auto; overflow-wrap: anywhere }
    ul { margin: 8px 0; padding-inline-start: 20px }
    li { margin-block: 6px }
    p { margin: 2px 0 }
    code { font: 14px/1.45 ui-monospace, monospace }
    :focus-visible { outline: 2px solid; outline-offset: 2px }
    @media print { section { display: none } }
  `;

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();

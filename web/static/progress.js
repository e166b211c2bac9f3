// How far an index run is, on a page that stays open.

const CALM = 5000; // milliseconds, while no run is known
const BUSY = 1000;

export function progress(note) {
  const [state, line] = note.children;
  const [bar, words] = line.children;
  let running = !note.hidden;
  setTimeout(look, pause());

  async function look() {
    try {
      if (!document.hidden) await ask();
    } catch {
      // Nobody answers now; perhaps the page is served again later.
    }
    setTimeout(look, pause());
  }

  function pause() {
    return running ? BUSY : CALM;
  }

  async function ask() {
    const answer = await fetch("/api/progress");
    if (!answer.ok) return;
    const { run } = await answer.json();
    if (run) show(run);
    else if (running) end();
    running = Boolean(run);
  }

  function show(run) {
    if (!running) state.textContent = "Indexing in progress.";
    words.textContent = run.text;
    if (run.total) {
      bar.max = run.total;
      bar.value = run.done;
    } else {
      bar.removeAttribute("value");
    }
    note.hidden = line.hidden = false;
  }

  function end() {
    const again = document.createElement("a");
    again.href = location.pathname + location.search;
    again.textContent = "Reload this page";
    state.replaceChildren("Indexing finished. ", again);
    line.hidden = true;
  }
}

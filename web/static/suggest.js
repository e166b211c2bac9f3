// Words, phrases, names and titles of the articles that go on as what is being typed; the browser lists
// them under the field and moves in the list by its own keys.

import { isOn } from "./switches.js";

const PAUSE = 120; // milliseconds
const PLAIN = /^[\p{L}\p{M}\p{N}\s.,'’-]+$/u;

export function suggestions(field) {
  const list = document.createElement("datalist");
  list.id = "suggestions";
  field.after(list);
  field.setAttribute("list", list.id);
  let timer = 0;
  let asked = "";
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    // A choice from the list is no beginning of anything.
    const typed = event.inputType !== undefined && event.inputType !== "insertReplacementText";
    if (typed && isOn("suggestions")) timer = setTimeout(() => ask(field.value), PAUSE);
    else list.replaceChildren();
  });

  async function ask(text) {
    if (text.trim().length < 2 || !PLAIN.test(text)) return list.replaceChildren();
    asked = text;
    const answer = await fetch(`/api/suggest?${new URLSearchParams({ q: text, limit: "5" })}`);
    if (!answer.ok || asked !== text) return;
    const { words, phrases, titles, names } = await answer.json();
    const counted = [...words, ...phrases].map(([value, count]) => option(value, articles(count)));
    // Behind its field, the name finds its other spellings too.
    const named = names.map((one) => {
      const kind = one.kind === "other" ? "name" : one.kind;
      return option(one.query, `${kind}, ${articles(one.articles)}`);
    });
    list.replaceChildren(...counted, ...named, ...titles.map(([value]) => option(value, "title")));
  }
}

function option(value, label) {
  const one = document.createElement("option");
  one.value = value;
  one.label = `${value} – ${label}`;
  return one;
}

function articles(count) {
  return count === 1 ? "1 article" : `${count.toLocaleString("en")} articles`;
}

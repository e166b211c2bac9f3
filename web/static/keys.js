// Keys for those who leave the page open all day. They rest while something is typed, and can be
// switched off, which this browser remembers.

import { isOn, turn } from "./switches.js";

const HELP = [
  ["/", "focus the search field"],
  ["j k", "next and previous result"],
  ["o", "open the result"],
  ["n p", "next and previous highlight in an article"],
  ["u", "back to results"],
  ["?", "show or hide this list"],
];

const SWITCHES = [
  ["keys", "Enable keyboard shortcuts"],
  ["suggestions", "Suggest while typing"],
];

export function keys() {
  const help = helpPanel();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && help.open) help.close();
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key !== "?" && !isOn("keys")) return;
    const action = ACTIONS[event.key];
    if (event.key === "?") help.toggle();
    else if (!action || !action()) return;
    event.preventDefault();
  });
}

const ACTIONS = {
  "/": () => focusField(),
  j: () => step(results(), 1),
  k: () => step(results(), -1),
  o: () => open(),
  n: () => stepMark(1),
  p: () => stepMark(-1),
  u: () => follow("nav.back a"),
};

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function focusField() {
  const field = document.querySelector("#q");
  field.focus();
  field.select();
  return true;
}

function results() {
  return [...document.querySelectorAll(".hits h2 a")];
}

function step(links, by) {
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[Math.min(Math.max(next, 0), links.length - 1)].focus();
  return true;
}

function open() {
  const link = document.activeElement;
  if (!link || !link.matches(".hits h2 a")) return false;
  link.click();
  return true;
}

function stepMark(by) {
  const marks = document.querySelectorAll(".reading mark[id]").length;
  if (!marks) return false;
  const at = Number(/^#mark-(\d+)$/.exec(location.hash)?.[1] ?? (by > 0 ? 0 : marks + 1));
  const next = ((at + by - 1 + marks) % marks) + 1;
  location.hash = `mark-${next}`;
  return true;
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
  return Boolean(link);
}

function toggle(name, what) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = isOn(name);
  box.addEventListener("change", () => turn(name, box.checked));
  label.append(box, ` ${what}`);
  return label;
}

function helpPanel() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-heading");
  const heading = document.createElement("h2");
  heading.id = "keys-heading";
  heading.textContent = "Keyboard shortcuts";
  const list = document.createElement("dl");
  for (const [key, what] of HELP) {
    const row = document.createElement("div");
    const name = document.createElement("dt");
    const meaning = document.createElement("dd");
    for (const one of key.split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = one;
      name.append(cap, " ");
    }
    meaning.textContent = what;
    row.append(name, meaning);
    list.append(row);
  }
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.append(heading, list, ...SWITCHES.map(([name, what]) => toggle(name, what)), close);
  document.body.append(dialog);

  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = "Keyboard shortcuts";
  button.addEventListener("click", () => dialog.showModal());
  document.querySelector(".foot").append(button);
  return {
    get open() {
      return dialog.open;
    },
    close: () => dialog.close(),
    toggle: () => (dialog.open ? dialog.close() : dialog.showModal()),
  };
}

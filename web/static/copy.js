// A button beside each form of a citation that copies it.

export function copying() {
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll(".cite pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    const name = text.getAttribute("aria-label");
    button.textContent = `Copy ${name}`;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = `${name} copied`;
    });
    text.after(button);
  }
}

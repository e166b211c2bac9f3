// What can be switched off, which this browser alone remembers.

export function isOn(name) {
  try {
    return localStorage.getItem(`searchkit-${name}`) !== "off";
  } catch {
    return true;
  }
}

export function turn(name, on) {
  try {
    localStorage.setItem(`searchkit-${name}`, on ? "on" : "off");
  } catch {
    // Nothing is remembered where nothing may be kept.
  }
}

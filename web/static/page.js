// What JavaScript adds to a page that works without it.

import { copying } from "./copy.js";
import { forms } from "./forms.js";
import { keys } from "./keys.js";
import { progress } from "./progress.js";
import { suggestions } from "./suggest.js";

forms();
keys();
suggestions(document.querySelector("#q"));
copying();
progress(document.querySelector("#run"));

// The page that shows a secret link once: a button that copies it and says so.
import { copyText } from "../shared/clipboard.js";
import { part, setText } from "../shared/dom.js";

const link = part(document, "link", HTMLInputElement);
const words = part(document, "copy-words", HTMLElement);
const said = part(document, "copied", HTMLElement);

part(document, "copy", HTMLButtonElement).addEventListener("click", async () => {
  const copied = await copyText(link.value);
  setText(words, copied ? "Copied" : "Copy");
  setText(
    said,
    copied ? "The link is copied." : "The browser did not allow copying: select the link instead.",
  );
  if (!copied) link.select();
});

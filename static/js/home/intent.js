// What a person means by what they typed or chose in the one field. Pure.

/** @typedef {"nothing" | "message_id" | "words" | "image"} Intent */

/**
 * A message id is one run of letters, digits, `-` and `_` that is not merely a word; anything else is words.
 * With an image chosen, the text can only be the image's message id.
 * @param {string} text
 * @param {boolean} hasImage
 * @returns {Intent}
 */
export function intentOf(text, hasImage) {
  if (hasImage) return "image";
  const typed = text.trim();
  if (typed === "") return "nothing";
  return /^[\w-]+$/.test(typed) && /[\d_-]/.test(typed) && typed.length >= 4 ? "message_id" : "words";
}

/**
 * What the field says about itself for an intent: its accessible name, the line below, the button.
 * @param {Intent} intent
 * @returns {{label: string, placeholder: string, hint: string}}
 */
export function wordsFor(intent) {
  switch (intent) {
    case "image":
      return {
        label: "Message id of this image (optional)",
        placeholder: "Its message id (optional)",
        hint: "With its message id the image can be painted and submitted; without one, painted and its mask taken.",
      };
    case "message_id":
      return { ...ANYTHING, hint: "A message id: the picture is fetched from the provider." };
    case "words":
      return { ...ANYTHING, hint: "Words: four new pictures are drawn from them." };
    default:
      return ANYTHING;
  }
}

const ANYTHING = {
  label: "Message id, or words to draw",
  placeholder: "Message id of an upscale, or words to draw",
  hint: "An image can be dropped or pasted anywhere on this page.",
};

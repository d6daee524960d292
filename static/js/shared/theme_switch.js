import { choiceLabel, nextChoice, parseChoice } from "./theme_choice.js";

const STORED_AS = "redraw-theme";

/**
 * Makes `button` the switch between the system's theme, light and dark, remembered in this browser.
 * @param {HTMLElement} button
 */
export function connectThemeSwitch(button) {
  const root = document.documentElement;
  const show = () => {
    const choice = parseChoice(root.dataset.theme);
    const label = choiceLabel(choice);
    button.dataset.choice = choice;
    button.dataset.tip = label;
    button.setAttribute("aria-label", label);
  };
  button.addEventListener("click", () => {
    const choice = nextChoice(parseChoice(root.dataset.theme));
    if (choice === "system") delete root.dataset.theme;
    else root.dataset.theme = choice;
    remember(choice);
    show();
  });
  show();
}

/** @param {string} choice */
function remember(choice) {
  try {
    localStorage.setItem(STORED_AS, choice);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
}

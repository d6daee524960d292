// Which theme is chosen, and what the switch says about it. Pure: the page part is theme_switch.js.

/** @typedef {"system" | "light" | "dark"} ThemeChoice */

/** @type {readonly ThemeChoice[]} */
export const CHOICES = ["system", "light", "dark"];

/**
 * The choice after one press of the switch.
 * @param {ThemeChoice} choice
 * @returns {ThemeChoice}
 */
export function nextChoice(choice) {
  return CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length] ?? "system";
}

/**
 * A stored value as a choice; anything unknown is the system's theme.
 * @param {string | null | undefined} stored
 * @returns {ThemeChoice}
 */
export function parseChoice(stored) {
  return stored === "light" || stored === "dark" ? stored : "system";
}

/**
 * What the switch is called while `choice` holds.
 * @param {ThemeChoice} choice
 */
export function choiceLabel(choice) {
  return choice === "system" ? "Theme: as the system" : `Theme: ${choice}`;
}

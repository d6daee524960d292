import { layShapes } from "../shared/shapes.js";
import { localiseTimes } from "../shared/times.js";

/**
 * Loads the page as it is now and puts its job's face in the place of the old one, once its pictures can be drawn:
 * so nothing jumps when the result arrives.
 * @param {HTMLElement} root the page's `[data-job]`
 * @returns {Promise<void>} rejects where the page could not be had; the old face then stays
 */
export async function loadFace(root) {
  const answer = await fetch(root.dataset.pageUrl ?? location.href, {
    cache: "no-store",
    headers: { Accept: "text/html" },
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-job]");
  if (!(fresh instanceof HTMLElement)) throw new Error("the page has no job");
  await picturesReady(fresh);
  const place = () => {
    Object.assign(root.dataset, fresh.dataset);
    root.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
    document.title = page.title;
    layShapes(root);
    localiseTimes(root);
  };
  if (document.startViewTransition && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    await document.startViewTransition(place).updateCallbackDone;
  } else place();
}

/**
 * Waits until the pictures are decoded, at most three seconds: a slow one appears in its reserved place.
 * @param {HTMLElement} fresh
 */
async function picturesReady(fresh) {
  const loads = [...fresh.querySelectorAll("img[src]")].map((described) => {
    const image = new Image();
    image.sizes = described.getAttribute("sizes") ?? "";
    image.srcset = described.getAttribute("srcset") ?? "";
    image.src = described.getAttribute("src") ?? "";
    return image.decode().catch(() => {});
  });
  await Promise.race([Promise.all(loads), new Promise((resolve) => setTimeout(resolve, 3000))]);
}

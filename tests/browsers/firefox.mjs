/**
 * Paints in Firefox over WebDriver BiDi. Reads `Painting` of hand.py and the `executable` from standard input;
 * writes {box, job}: where the picture was, and the address of the results page.
 */
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { executable, address, viewport, size, points } = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: executable,
  headless: true,
  defaultViewport: { width: viewport[0], height: viewport[1] },
});
try {
  const page = await browser.newPage();
  await page.goto(address);
  const picture = await page.waitForSelector('[data-testid="picture"]', { visible: true });
  await picture.evaluate((image) => image.decode());
  await page.$eval("::-p-aria(Brush size)", setValue, size);
  await page.mouse.move(...points[0]);
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...point);
  await page.mouse.up();
  const box = await picture.boundingBox();
  await Promise.all([page.waitForNavigation(), page.click("::-p-aria(Redraw region)")]);
  console.log(JSON.stringify({ box, job: page.url() }));
} finally {
  await browser.close();
}

function setValue(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

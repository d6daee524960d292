/**
 * What this browser, or plain http, does not give, and what that means for painting.
 *
 * @returns {string[]} sentences; none where nothing is missing
 */
export function missingHere() {
  const missing = [];
  if (!isSecureContext)
    missing.push("This page came over plain http, so the browser holds some things back.");
  if (!("getCoalescedEvents" in PointerEvent.prototype))
    missing.push(
      "Very fast strokes are followed by fewer points. Everything else about painting is the same.",
    );
  if (!navigator.clipboard) missing.push("Nothing can be copied by a button: mark the text and copy it.");
  if (typeof CompressionStream === "undefined")
    missing.push("Masks are sent uncompressed, which takes longer.");
  if (typeof Worker === "undefined")
    missing.push("Work on the whole picture happens in the page, which may stop for a moment.");
  return missing;
}

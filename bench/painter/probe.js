// Injected before any page script: counts frames, pointer moves and long tasks while it is on. It is cheap:
// one animation-frame loop and a few passive listeners.
(() => {
  const probe = { on: false, raf: [], coalesced: 0, long: [], lastInput: 0, since: 0 };

  const eachFrame = (time) => {
    if (probe.on) probe.raf.push(time);
    requestAnimationFrame(eachFrame);
  };
  requestAnimationFrame(eachFrame);

  const passive = { capture: true, passive: true };
  const count = (event) => {
    if (probe.on && event.isTrusted) probe.coalesced += event.getCoalescedEvents().length;
  };
  const remember = (event) => {
    if (!event.isTrusted) return;
    probe.lastInput = performance.timeOrigin + event.timeStamp;
    sessionStorage.setItem("probe-input", probe.lastInput); // outlives a page that a submit leaves
  };
  addEventListener("pointermove", count, passive);
  addEventListener("click", remember, passive);
  addEventListener("keydown", remember, passive);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) probe.long.push([entry.startTime, entry.duration]);
  }).observe({ type: "longtask", buffered: true });

  probe.start = () => Object.assign(probe, { on: true, raf: [], coalesced: 0, since: performance.now() });
  probe.stop = () => {
    probe.on = false;
    const long = probe.long.filter(([start]) => start >= probe.since).map(([, duration]) => duration);
    return { raf: probe.raf, coalesced: probe.coalesced, long };
  };
  window.__probe = probe;
})();

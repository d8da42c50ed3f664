// A page breaks no rule of a strict policy, says no error, and asks nobody but its own host.

/** Makes a tab remember what its pages did. */
export async function listen(tab, base) {
  tab.told = [];
  await tab.addInitScript(() => {
    globalThis.violations = [];
    addEventListener('securitypolicyviolation', (event) => violations.push(`the policy forbids ${event.blockedURI} (${event.effectiveDirective}) ${event.sample}`));
  });
  const tell = (what) => tab.told.push(what);
  // What the console says of a file that is missing is told by its answer.
  tab.on('console', (message) => message.type() === 'error' && !/the server responded with a status/.test(message.text()) && tell(`console: ${message.text()}`));
  tab.on('pageerror', (error) => tell(`error: ${error.message}`));
  tab.on('request', (request) => /^(https?|wss?):/.test(request.url()) && !request.url().startsWith(base) && tell(`asks for ${request.url()}`));
  tab.on('response', (response) => response.status() >= 400 && response.request().resourceType() !== 'document' && tell(`${response.status()}: ${response.url()}`));
}

/** Opens what is closed, loads what waits to be scrolled to, and says what was told meanwhile. */
export async function policyProblems(tab) {
  await tab.evaluate(async () => {
    document.querySelectorAll('details').forEach((one) => (one.open = true));
    document.querySelectorAll('[popover]').forEach((one) => one.showPopover());
    document.querySelectorAll('[popover]').forEach((one) => one.hidePopover());
    const images = [...document.images];
    images.forEach((image) => (image.loading = 'eager'));
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
    // Violations are told in a task of their own.
    await new Promise((resolve) => setTimeout(resolve));
  });
  return [...tab.told.splice(0), ...(await tab.evaluate(() => violations))];
}

// Without script all text is there, all links lead somewhere, and nothing invites that does not work.

export async function unscripted(site, record) {
  const lines = (tab) => tab.evaluate(textLines);
  const scripted = await site.visit(site.samples, {}, lines);
  const plain = await site.visit(site.samples, { javaScriptEnabled: false }, async (tab) => ({
    dead: await tab.evaluate(deadControls),
    lines: await lines(tab),
    links: await tab.evaluate(() => [...document.links].map((link) => link.href.split('#')[0])),
  }));
  const answers = new Map();
  for (const [place, { page, found }] of plain.entries()) {
    const lost = scripted[place].found.filter((line) => !found.lines.includes(line));
    record('without-script', page.path, [...lost.map((line) => `only with script: ${line}`), ...found.dead]);
    record('links-without-script', page.path, await brokenLinks(site, found.links, answers));
  }
}

/** Runs in the page: the text of its main part, line by line. Around it a script may add what only it can do, such as a search;
    and what buttons and fields say is no text. */
function textLines() {
  for (const button of document.querySelectorAll('button,form')) button.style.display = 'none';
  return document.querySelector('main').innerText.split('\n').map((line) => line.trim()).filter(Boolean);
}

/** Runs in the page: buttons and fields that only a script could answer. */
function deadControls() {
  const controls = reading.seen('button:not([popovertarget]),input,select,textarea');
  return controls.filter((one) => !one.form?.getAttribute('action') && !(one.type === 'checkbox' && one.disabled)).map((one) => `${reading.nameOf(one)} does nothing without script`);
}

async function brokenLinks(site, links, answers) {
  const inside = [...new Set(links)].filter((link) => link.startsWith(site.base));
  const ask = async (link) => {
    if (!answers.has(link)) answers.set(link, fetch(link, { method: 'HEAD' }).then((response) => response.ok));
    return answers.get(link);
  };
  const broken = await Promise.all(inside.map(async (link) => ((await ask(link)) ? null : `${link} leads nowhere`)));
  return broken.filter(Boolean);
}

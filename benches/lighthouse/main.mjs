// Lighthouse's scores of the home page and of a lesson, mobile preset. `./x bench` installs Lighthouse, and calls this
// with the folder it is in and that of the built site. Prints JSON; what holds a score down goes to the other stream.

import { pathToFileURL } from "node:url";
import { openHost } from "./host.mjs";

const [installed, site] = process.argv.slice(2);
const PAGES = { "the home page": "/", "a lesson": "/lessons/gil.html" };

/** Below this there is something to say about a score. */
const GOAL = 95;

/** Of a page of which nothing is recorded. */
const MOST_VISITS = 3;

/** As the tests start it. */
const CHROMIUM = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

const load = (path) => import(pathToFileURL(`${installed}/node_modules/${path}`));
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const visit = async (url) => {
  const chrome = await launch({ chromeFlags: CHROMIUM });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error" });
    return lhr;
  } finally {
    chrome.kill();
  }
};

/** Lighthouse now and then loses what the browser recorded, and then gives no score but the advice to run it again. */
const measure = async (url) => {
  let lhr;
  for (let visits = 0; visits < MOST_VISITS; visits++) {
    lhr = await visit(url);
    if (!lhr.runtimeError) return lhr;
  }
  throw new Error(lhr.runtimeError.message);
};

/** What lowers a category, the heaviest first. */
const causes = ({ auditRefs }, audits) =>
  auditRefs
    .map(({ id, weight }) => ({ loss: weight * (1 - audits[id].score), ...audits[id] }))
    .filter(({ loss, score }) => loss > 0 && score !== null)
    .sort((a, b) => b.loss - a.loss)
    .map(({ title, displayValue, score }) => `${title}: ${displayValue ?? "no"} (${score.toFixed(2)})`);

const host = await openHost(site);
const scores = [];
try {
  for (const [page, path] of Object.entries(PAGES)) {
    const { categories, audits } = await measure(host.origin + path);
    for (const category of Object.values(categories)) {
      const score = Math.round(category.score * 100);
      scores.push({ page, category: category.title, score });
      if (score < GOAL) console.error(`${page}, ${category.title}:`, causes(category, audits).join("; "));
    }
  }
} finally {
  host.close();
}
console.log(JSON.stringify(scores));

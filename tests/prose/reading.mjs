// How easily the lessons read: the Flesch reading ease of each printed page (Flesch, "A new readability
// yardstick", 1948). 60 to 70 is plain English; long sentences and long words push it down.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { flesch } from "flesch";
import { syllable } from "syllable";

/** No page may read less easily: below it a text is no longer plain English. */
const LEAST = 60;

/** What is prose in a page: its paragraphs and lists, without programs, tables and pictures. */
const sentences = (page) => {
  const kept = page.replace(/<(head|pre|svg|table|nav|header|script)\b[\s\S]*?<\/\1>/g, "");
  const blocks = [...kept.matchAll(/<(p|li)\b[^>]*>([\s\S]*?)<\/\1>/g)].map(([, , text]) => text);
  return blocks
    .map((text) => text.replace(/<code>[\s\S]*?<\/code>/g, "this").replace(/<[^>]*>/g, "").replace(/&\w+;/g, " "))
    .flatMap((text) => text.split(/(?<=[.?!])\s+/))
    .filter((sentence) => /[a-z]{2}/i.test(sentence));
};

const ease = (page) => {
  const all = sentences(page);
  const words = all.flatMap((sentence) => sentence.match(/[\p{L}’'-]+/gu) ?? []);
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0);
  return flesch({ sentence: all.length, word: words.length, syllable: syllables });
};

const folder = process.argv[2];
const lessons = readdirSync(join(folder, "lessons")).map((name) => join("lessons", name));
const hard = [...lessons, "how.html"]
  .map((path) => ({ path, ease: ease(readFileSync(join(folder, path), "utf8")) }))
  .sort((one, other) => one.ease - other.ease);
for (const { path, ease } of hard) console.log(`${ease.toFixed(0).padStart(4)}  ${path}`);
const failing = hard.filter(({ ease }) => !(ease >= LEAST));
if (failing.length > 0) {
  console.error(`These read less easily than ${LEAST}: ${failing.map(({ path }) => path).join(", ")}. Shorter sentences and words help.`);
  process.exit(1);
}

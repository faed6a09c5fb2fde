// Steers one race of example-embed.html, and says what it tells.
const race = document.querySelector("#steered");
const news = document.querySelector("#news");
const say = (words) => (news.textContent = words);

race.addEventListener("ready", ({ detail }) => say(`Build ${detail.version} is ready.`));
race.addEventListener("progress", ({ detail }) => say(`${detail.done} of ${detail.total} …`));
race.addEventListener("error", ({ detail }) => say(detail.message));
race.addEventListener("result", ({ detail }) => {
  const [fastest] = detail.result.strategies.filter((it) => it.medianMs).sort((a, b) => a.medianMs - b.medianMs);
  say(`Fastest: ${fastest.strategy}, ${fastest.medianMs.toFixed(1)} ms.`);
});
document.querySelector("#race").addEventListener("click", () => race.run("from the tutorial"));

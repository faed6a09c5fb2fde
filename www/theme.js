// Sets the looks a link asks for before anything is drawn, so that they do not flash.
const wanted = new URLSearchParams(location.search);
const theme = wanted.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
if (wanted.get("embed") === "1") {
  document.documentElement.dataset.embed = "";
  // Written, not added: what is written holds up drawing until it is there.
  document.write('<link rel="stylesheet" href="embed.css">');
}

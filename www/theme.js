// Sets the colours a link asks for before anything is drawn, so that they do not flash.
const theme = new URLSearchParams(location.search).get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

// Goes to the page of the lesson that a link names, as soon as the list of lessons is there.
const named = new URLSearchParams(location.search);
const lesson = named.get("lesson") ?? "";
const listed = [...document.querySelectorAll("#course li")].find((item) => item.dataset.lesson === lesson);
if (listed) {
  named.delete("lesson");
  const page = new URL(listed.querySelector("a").href);
  page.search = named;
  page.hash = location.hash;
  location.replace(page);
}

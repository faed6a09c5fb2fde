// Calls back with the first value of an expression that is true, or with null after a deadline.
const [deadlineMs, done] = arguments;
const evaluate = () => EXPRESSION;
const events = ["focusin", "focusout", "input", "load", "animationend"];
const observer = new MutationObserver(look);
const end = (value) => {
  observer.disconnect();
  clearTimeout(deadline);
  for (const event of events) removeEventListener(event, look, true);
  done(value);
};
const deadline = setTimeout(() => end(null), deadlineMs);
function look() {
  const value = evaluate();
  if (value) end(value);
}
observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
for (const event of events) addEventListener(event, look, true);
look();

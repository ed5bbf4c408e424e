// A box says what it is where there is no pointer to rest on it.
const said = document.getElementById("said");
document.querySelector("main").addEventListener("click", (event) => {
  const boxes = document.elementsFromPoint(event.clientX, event.clientY).filter((one) => one.matches(".box"));
  if (!boxes.length) return;
  said.firstElementChild.textContent = boxes.map((one) => one.title).join("\n");
  said.hidden = false;
});
said.querySelector("button").addEventListener("click", () => { said.hidden = true; });
addEventListener("keydown", (event) => { if (event.key === "Escape") said.hidden = true; });
// A link to a folded problem opens what it is folded in.
addEventListener("hashchange", () => {
  const folded = document.querySelector(location.hash || "#none")?.closest("details");
  if (folded) { folded.open = true; folded.scrollIntoView(); }
});

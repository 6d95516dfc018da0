const articles = [...document.querySelectorAll("article")];
const left = document.querySelector("#left");
function show() {
  const chosen = new Set([...document.querySelectorAll("nav input:checked")].map((box) => box.value));
  let count = 0;
  for (const article of articles) {
    const shown = chosen.has(article.dataset.severity) && chosen.has(article.dataset.kind);
    article.hidden = !shown;
    if (shown && !article.classList.contains("done")) count++;
  }
  left.textContent = count;
}
document.addEventListener("change", (event) => {
  const article = event.target.closest("article");
  if (article) article.classList.toggle("done", event.target.checked);
  show();
});
show();

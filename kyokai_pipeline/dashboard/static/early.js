// Before anything is painted: the reader's language and theme, remembered or the browser's own.
(function () {
  const root = document.documentElement;
  let kept = {};
  try { kept = { language: localStorage.getItem("kyokai-language"), theme: localStorage.getItem("kyokai-theme") }; } catch { /* no storage */ }
  const spoken = (navigator.languages || [navigator.language]).map((name) => String(name).slice(0, 2));
  root.lang = kept.language || spoken.find((name) => name === "ja" || name === "en") || "en";
  if (kept.theme) root.dataset.theme = kept.theme;
})();

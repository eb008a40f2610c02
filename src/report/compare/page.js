"use strict";
(() => {
  const matrix = document.querySelector("table.matrix");
  const form = document.querySelector(".filters");
  if (!matrix || !form) return;
  const body = matrix.tBodies[0];
  const rows = [...body.rows];
  const told = form.querySelector("output");
  const input = (name) => form.querySelector(`[data-filter="${name}"]`);
  const filter = () => {
    const words = input("words").value.normalize("NFKC").toLowerCase().trim();
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.normalize("NFKC").toLowerCase();
      row.hidden =
        (words !== "" && !text.includes(words)) ||
        (input("lacking").checked && !("lacking" in row.dataset)) ||
        (input("partial").checked && !("partial" in row.dataset));
      shown += row.hidden ? 0 : 1;
    }
    told.textContent = `${shown} 件／${rows.length} 件`;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
  [...matrix.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") === "descending";
      for (const other of matrix.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) =>
        head.dataset.sort === "order" ? -Number(row.dataset.order) : Number(row.cells[column].dataset.rank);
      rows.sort((a, b) => (up ? key(a) - key(b) : key(b) - key(a)) || a.dataset.order - b.dataset.order);
      body.append(...rows);
    });
  });
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const closed = target && target.closest("details");
    if (closed && !closed.open) {
      closed.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", open);
  open();
})();

"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const lists = [...document.querySelectorAll("ol")];
  const state = document.getElementById("state");
  const save = document.getElementById("save");
  const said = (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const order = () => lists.map((list) => [...list.children].map((item) => item.dataset.essay));
  const first = JSON.stringify(order());
  let dragged = null;
  let over = false;

  const refresh = () => {
    let running = 0;
    for (const list of lists) {
      let own = 0;
      for (const item of list.children) {
        own += Number(item.dataset.pages);
        item.querySelector(".running").textContent = running + own;
        const select = item.querySelector("select");
        if (select) select.value = String(lists.indexOf(list));
      }
      running += own;
      list.parentElement.querySelector(".sum").textContent = `${own} p.`;
    }
    const all = lists.flatMap((list) => [...list.children]);
    all.forEach((item, place) => {
      item.querySelector("[data-move=up]").disabled = place === 0 && item.parentElement === lists[0];
      item.querySelector("[data-move=down]").disabled =
        place === all.length - 1 && item.parentElement === lists.at(-1);
    });
  };

  const moved = (item) => {
    refresh();
    item.classList.add("moved");
    const place = [...item.parentElement.children].indexOf(item) + 1;
    state.textContent = said("placed", {
      title: item.querySelector("b").textContent,
      part: item.closest("section").querySelector("h2").textContent,
      place,
    });
  };

  const step = (item, down) => {
    const list = item.parentElement;
    const other = down ? item.nextElementSibling : item.previousElementSibling;
    if (other) {
      down ? other.after(item) : other.before(item);
    } else {
      const next = lists[lists.indexOf(list) + (down ? 1 : -1)];
      if (!next) return;
      down ? next.prepend(item) : next.append(item);
    }
    moved(item);
  };

  for (const item of document.querySelectorAll("li")) {
    const title = item.querySelector("b").textContent;
    for (const button of item.querySelectorAll("button")) {
      const down = button.dataset.move === "down";
      button.textContent = down ? "↓" : "↑";
      button.setAttribute("aria-label", said(button.dataset.move, { title }));
      button.addEventListener("click", () => {
        step(item, down);
        const again = button.disabled ? item.querySelector("button:enabled") : button;
        if (again) again.focus();
      });
    }
    const select = item.querySelector("select");
    if (select) {
      select.setAttribute("aria-label", said("part", { title }));
      select.addEventListener("change", () => {
        lists[Number(select.value)].append(item);
        moved(item);
        select.focus();
      });
    }
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", title);
      item.classList.add("dragged");
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("dragged");
      lists.forEach((list) => list.classList.remove("over"));
      dragged = null;
    });
  }

  for (const list of lists) {
    const section = list.parentElement;
    section.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      list.classList.add("over");
    });
    section.addEventListener("dragleave", (event) => {
      if (!section.contains(event.relatedTarget)) list.classList.remove("over");
    });
    section.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const next = [...list.children].find((item) => {
        const box = item.getBoundingClientRect();
        return item !== dragged && event.clientY < box.top + box.height / 2;
      });
      list.insertBefore(dragged, next ?? null);
      moved(dragged);
    });
  }

  save.addEventListener("click", async () => {
    save.disabled = true;
    try {
      const answer = await fetch(location.pathname, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(order()),
      });
      if (answer.ok) {
        over = true;
        document.querySelectorAll("main button, main select").forEach((each) => { each.disabled = true; });
        document.querySelectorAll("li").forEach((each) => { each.draggable = false; });
        state.textContent = words.saved;
        return;
      }
      state.textContent = (await answer.text()) || words.failed;
    } catch {
      state.textContent = words.closed;
    }
    save.disabled = false;
  });

  addEventListener("beforeunload", (event) => {
    if (!over && JSON.stringify(order()) !== first) event.preventDefault();
  });
  refresh();
})();

// The page works without this file. With it: files can be dropped, values are recalculated as they
// are mended, many files become a list. Nothing is stored, and nothing is sent anywhere else.
"use strict";
(() => {
  const ENDINGS = /\.(xlsx|xlsm|xls|et|docx|docm|html?|csv|tsv|ya?ml|json)$/i;
  const TOGETHER = 2;
  const PATIENCE = 8;
  const views = [];
  let running = null;

  document.documentElement.classList.add("js");
  const element = (id) => document.getElementById(id);
  const main = () => document.querySelector("main");
  const say = (text) => { element("said").textContent = text; };
  const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

  async function post(url, data, signal) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(url, {
        method: "POST", body: data, signal, headers: { Accept: "text/html" },
      });
      if (answer.status === 401) location.assign("/login");
      if (answer.status !== 503 || attempt === PATIENCE) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        return { page, status: answer.status };
      }
      await wait(attempt * 1000);
    }
  }

  function show(view, title) {
    main().replaceWith(view);
    if (title) document.title = title;
    say(view.dataset.said || "");
  }

  function forward(view, title) {
    views.push({ view: main(), title: document.title });
    history.pushState(null, "");
    show(view, title);
    window.scrollTo(0, 0);
    main().focus({ preventScroll: true });
  }

  async function opened(url, data) {
    main().setAttribute("aria-busy", "true");
    say("正在计算……");
    try {
      const { page } = await post(url, data);
      forward(document.adoptNode(page.querySelector("main")), page.title);
    } catch {
      say("没有连上服务，请检查它是否还在运行。");
    } finally {
      for (const { view } of views) view.removeAttribute("aria-busy");
      main().removeAttribute("aria-busy");
    }
  }

  // ------------------------------------------------------------------ mending values

  const named = (form) => [...form.elements].filter((one) => one.name && one.name !== "state");

  async function recalculated(form) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const sent = new Map(named(form).map((one) => [one.name, one.value]));
    main().setAttribute("aria-busy", "true");
    try {
      const { page } = await post("/open", new FormData(form), mine.signal);
      const fresh = page.querySelector("main");
      const next = fresh.querySelector("#project");
      if (!next) {
        forward(document.adoptNode(fresh), page.title);
        return;
      }
      kept(form, next, sent);
      const active = document.activeElement;
      const [at, name, id] = [active.selectionStart, active.name, active.id];
      const across = document.querySelector(".form")?.scrollLeft ?? 0;
      show(document.adoptNode(fresh), page.title);
      const scroll = document.querySelector(".form");
      if (scroll) scroll.scrollLeft = across;
      const again = (name && next.elements.namedItem(name)) || (id && element(id));
      if (again instanceof HTMLElement) {
        again.focus({ preventScroll: true });
        if (typeof at === "number" && again.setSelectionRange) again.setSelectionRange(at, at);
      }
    } catch (error) {
      if (error.name !== "AbortError") say("没有连上服务，改动还没有计算。");
    } finally {
      if (running === mine) {
        running = null;
        main().removeAttribute("aria-busy");
      }
    }
  }

  // What was typed while the answer was on its way stays, and so does what was folded out.
  function kept(form, next, sent) {
    for (const one of named(form)) {
      const same = next.elements.namedItem(one.name);
      if (same instanceof HTMLElement && one.value !== sent.get(one.name)) same.value = one.value;
    }
    for (const details of document.querySelectorAll("details[open]")) {
      const same = next.querySelector(`#${CSS.escape(details.id)}`);
      if (same) same.open = true;
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (event.target.type === "file") {
      if (event.target.files.length) started([...event.target.files]);
    } else if (form?.id === "project") {
      recalculated(form);
    }
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    if (!(field instanceof HTMLElement) || !field.classList.contains("value")) return;
    event.preventDefault();
    if (field.value !== field.defaultValue) recalculated(field.form);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.submitter?.hasAttribute("data-download")) return;
    if (form.id === "project") {
      event.preventDefault();
      recalculated(form);
    } else if (form.classList.contains("open")) {
      event.preventDefault();
      opened("/open", new FormData(form));
    } else if (form.id === "choose") {
      event.preventDefault();
      started([...element("files").files]);
    }
  });

  // ------------------------------------------------------------------ going back

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a, th button") : null;
    if (link?.matches("th button")) {
      sorted(link);
    } else if (link?.hasAttribute("data-back") && views.length) {
      event.preventDefault();
      history.back();
    }
  });

  window.addEventListener("popstate", () => {
    const before = views.pop();
    if (before) show(before.view, before.title);
  });

  // ------------------------------------------------------------------ files and folders

  function fits(file) {
    return ENDINGS.test(file.name) && !/^(~\$|\.)/.test(file.name);
  }

  function asked(file) {
    const data = new FormData();
    data.append("file", file, file.name);
    data.append("rules", document.querySelector("#choose select")?.value ?? "");
    return data;
  }

  function started(files) {
    if (files.length === 1) {
      opened("/open", asked(files[0]));
      return;
    }
    const fitting = files.filter(fits);
    if (fitting.length) listed(fitting);
    else if (files.length) say("里面没有可以打开的文件（Excel、Word、网页、CSV、YAML、JSON）。");
  }

  async function listed(files) {
    const requests = files.map((file) => [file, asked(file)]);
    const template = element("failed-row").content;
    const view = element("list-view").content.cloneNode(true).querySelector("main");
    forward(view, "清单 · 绩效自评打分");
    const [rows, progress] = [view.querySelector("#rows"), view.querySelector("#progress")];
    let done = 0;
    const next = async () => {
      for (let request = requests.shift(); request; request = requests.shift()) {
        const [file, data] = request;
        let found = [];
        let reason = "没有连上服务";
        try {
          const { page } = await post("/rows", data);
          found = [...page.querySelectorAll("#rows > tr")];
          reason = page.querySelector(".detail")?.textContent ?? "读不出";
        } catch {
          // Told in the row of the file.
        }
        if (!found.length) {
          const row = template.cloneNode(true).querySelector("tr");
          row.cells[0].textContent = `${file.webkitRelativePath || file.name}：${reason}`;
          row.cells[0].dataset.sort = file.name;
          found = [row];
        }
        for (const row of found) rows.append(document.adoptNode(row));
        done += 1;
        progress.textContent = `已读 ${done} 个文件，共 ${files.length} 个；${rows.children.length} 行`;
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, next));
    say(progress.textContent);
  }

  function sorted(button) {
    const head = button.closest("th");
    const table = button.closest("table");
    const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", direction);
    const key = (row) => row.cells[head.cellIndex].dataset.sort ?? "";
    const compare = button.dataset.sort === "number"
      ? (a, b) => Number(key(a)) - Number(key(b))
      : (a, b) => key(a).localeCompare(key(b), "zh");
    const sign = direction === "ascending" ? 1 : -1;
    const body = table.tBodies[0];
    body.append(...[...body.rows].sort((a, b) => sign * compare(a, b)));
  }

  async function within(entry) {
    if (entry.isFile) return [await new Promise((done, failed) => { entry.file(done, failed); })];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, failed) => { reader.readEntries(done, failed); });
      if (!some.length) return found;
      for (const one of some) found.push(...await within(one));
    }
  }

  const zone = () => element("choose");
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone()?.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone()?.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone()?.classList.remove("over");
    const entries = [...event.dataTransfer.items]
      .map((item) => item.webkitGetAsEntry?.())
      .filter(Boolean);
    const files = entries.length
      ? (await Promise.all(entries.map(within))).flat()
      : [...event.dataTransfer.files];
    if (files.length) started(files);
  });
})();

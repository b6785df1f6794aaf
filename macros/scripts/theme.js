/* Lets a reader choose light or dark and remembers it on their device; else the device's own choice holds. */
(() => {
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : device.matches);
  const opposite = () => (isDark() ? "light" : "dark");
  const memory = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null; // storage is switched off: the choice lasts as long as the page
    }
  };

  const chosen = memory((store) => store.getItem("theme"));
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme");
    const name = () => {
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", `Switch to ${opposite()} colours`);
    };
    button.addEventListener("click", () => {
      const theme = opposite();
      const asTheDevice = (theme === "dark") === device.matches;
      if (asTheDevice) delete root.dataset.theme;
      else root.dataset.theme = theme;
      memory((store) => (asTheDevice ? store.removeItem("theme") : store.setItem("theme", theme)));
      name();
    });
    device.addEventListener("change", name);
    name();
    button.hidden = false;
  });
})();

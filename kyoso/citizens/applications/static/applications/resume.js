// A scanned code stands behind the # of the address, which no server and no log sees.
// Without JavaScript the person types what is printed beside it.
(() => {
  const field = document.getElementById("id_code");

  function take() {
    const code = new URLSearchParams(location.hash.slice(1)).get("code");
    if (!field || !code) return;
    field.value = code.slice(0, 20);
    // Nor shall the next person at this computer find it among the visited pages.
    history.replaceState(null, "", location.pathname);
  }

  addEventListener("hashchange", take);
  take();
})();

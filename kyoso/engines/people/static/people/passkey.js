// Passkeys: the one thing of the log-in that needs JavaScript; the code by mail does not.
(() => {
  const decode = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const encode = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (some) => (some || []).map((one) => ({ ...one, id: decode(one.id) }));

  async function create({ publicKey }) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: decode(publicKey.challenge),
        user: { ...publicKey.user, id: decode(publicKey.user.id) },
        excludeCredentials: listed(publicKey.excludeCredentials),
      },
    });
    return {
      attestationObject: encode(made.response.attestationObject),
      clientDataJSON: encode(made.response.clientDataJSON),
      of: made,
    };
  }

  async function get({ publicKey }) {
    const shown = await navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: decode(publicKey.challenge),
        allowCredentials: listed(publicKey.allowCredentials),
      },
    });
    const response = shown.response;
    return {
      authenticatorData: encode(response.authenticatorData),
      clientDataJSON: encode(response.clientDataJSON),
      signature: encode(response.signature),
      userHandle: response.userHandle ? encode(response.userHandle) : null,
      of: shown,
    };
  }

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }

  async function act(event) {
    const form = event.currentTarget;
    const field = form.elements.credential;
    if (field.value) return;
    event.preventDefault();
    const status = form.querySelector("[role=status]");
    try {
      const told = await options(form);
      const { of, ...response } = await (form.dataset.passkey === "create" ? create : get)(told);
      field.value = JSON.stringify({
        id: of.id,
        rawId: encode(of.rawId),
        type: of.type,
        response,
        clientExtensionResults: of.getClientExtensionResults(),
      });
      form.submit();
    } catch (wrong) {
      status.textContent = form.dataset.sorry;
    }
  }

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", act);
  }
})();

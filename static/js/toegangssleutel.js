// Passkeys: asks the device for one (WebAuthn) and sends its answer with the form; without it the other ways to sign in stay.
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const withBytes = (descriptors) => descriptors?.map((one) => ({ ...one, id: toBytes(one.id) }));

function forDevice({ publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = withBytes(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = withBytes(publicKey.allowCredentials);
  return options;
}

function forServer(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: toText(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[part]) answer[part] = toText(response[part]);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

async function getOptions(form) {
  if ("fetch" in form.dataset) {
    const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(`no question to ask the device: ${reply.status}`);
    return (await reply.json()).request_options;
  }
  const data = JSON.parse(document.getElementById(form.dataset.options).textContent);
  return data.creation_options ?? data.request_options;
}

async function askDevice(form) {
  const publicKey = forDevice(await getOptions(form));
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey });
  const isAlone = form.elements.passwordless?.checked ?? false;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: isAlone ? "required" : "discouraged",
    requireResidentKey: isAlone,
    ...(isAlone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey });
}

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const failure = form.querySelector("[data-passkey-error]");
  failure.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(forServer(await askDevice(form)));
    form.submit(); // past this listener
  } catch {
    failure.hidden = false; // refused, or nobody answered: the device told why, the page says what to do
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
  for (const excuse of document.querySelectorAll("[data-no-passkey]")) excuse.hidden = true;
}

// Signing out: first what waits is sent, then asked about; without a queue, what was kept of the pages leaves with the person.
import { button, make, paragraph } from "./bouwen.js";
import { saveAsFile } from "./redden.js";

const PATIENCE = 3000; // milliseconds for what waits to be sent

export async function signOut(form, queue, taking) {
  await Promise.race([queue.send(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (queue.items.length && !(await isSure(queue))) return;
  await taking?.forgetAll();
  form.submit();
}

function isSure(queue) {
  const count = queue.items.length;
  return new Promise((resolve) => {
    const answer = (sure) => () => {
      dialog.close();
      resolve(sure);
    };
    const said = make("p", { role: "status" });
    const save = () => (said.textContent = saveAsFile(queue));
    const dialog = make("dialog", {
      class: "kaart vraagt",
      "aria-labelledby": "uitloggen-kop",
      on: { close: () => (resolve(false), dialog.remove()) },
      children: [
        make("h2", { id: "uitloggen-kop", text: `Er ${count === 1 ? "staat nog 1 wijziging" : `staan nog ${count} wijzigingen`} op dit apparaat` }),
        paragraph("De server heeft ze nog niet. Ze blijven hier wachten tot u weer inlogt op dit apparaat. Niemand anders kan ze versturen."),
        make("p", { class: "knoppen", children: [button("Blijf ingelogd", answer(false), "knop--hoofd"), button("Red ze eerst als bestand", save), button("Log toch uit", answer(true), "knop--gevaar")] }),
        said,
      ],
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

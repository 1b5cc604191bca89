// Saves SMTP settings in Forem, as its admin panel does.
(async () => {
  const values = {
    "user_name": "apikey",
    "password": "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",
    "address": "smtp.sendgrid.net",
    "authentication": "plain",
    "domain": "community.example.org",
    "port": "587",
    "from_email_address": "hello@example.org",
    "reply_to_email_address": "hello@example.org"
  };
  const panel = "/admin/customization/config";
  const again = `Sign in as a Super Admin, open ${panel} in your Forem, and paste this there.`;
  const failed = (why) => console.error(`Not saved. ${why}`);
  if (!location.pathname.startsWith(panel)) return failed(`This page is not the panel. ${again}`);
  const token = document.querySelector("meta[name=csrf-token]")?.content;
  if (!token) return failed(`This page has no CSRF token. ${again}`);
  let answer;
  try {
    answer = await fetch("/admin/settings/smtp_settings", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRF-Token": token,
      },
      body: JSON.stringify({ settings_smtp: values }),
    });
  } catch {
    return failed("Forem did not answer. Load the page again and see what is stored.");
  }
  const { message, error, status } = await answer.json().catch(() => ({}));
  if (answer.ok && message) return console.log(`Saved. Forem says: ${message}`);
  // With a status, the error is not of Forem's settings but of Rails: a forged request, say.
  if (error && !status) {
    return failed(`Forem says: ${error} The other values may be saved all the same.`);
  }
  if (answer.type === "opaqueredirect") {
    return failed(
      "Forem sent you to another page. Either you are not signed in as a Super Admin any more, " +
        "or this is the 2021 edition, where only the panel and the Rails runner work.",
    );
  }
  failed(`The server answered with status ${answer.status}. ${again}`);
})();

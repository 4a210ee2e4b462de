/** A demo login's "Use this": fills the sign-in form, so that one more press signs in. */
export default function start(button) {
  button.addEventListener("click", () => {
    const form = document.getElementById(button.dataset.fillForm);
    form.elements.login.value = button.dataset.fillLogin;
    form.elements.password.value = button.dataset.fillPassword;
    form.querySelector("button[type=submit]").focus();
  });
}

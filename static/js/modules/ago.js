/** `<time data-ago datetime="...">` reads "3 min. ago" and stays true while the page is open. */
import { ago } from "../words.js";

export default function start(element) {
  const moment = Date.parse(element.dateTime);
  const show = () => {
    element.textContent = ago(moment);
  };
  show();
  const timer = setInterval(() => (element.isConnected ? show() : clearInterval(timer)), 10_000);
}

/**
 * uPlot formats numbers in the browser's language as soon as it is loaded. Under a POSIX locale, as in a container, Chromium names
 * one that does not exist ("en-US@posix"), and the whole page would stay blank. To be imported before anything else.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: document.documentElement.lang });
}

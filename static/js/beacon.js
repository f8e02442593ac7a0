// Says once that the page was shown: a cache on the way may have given it, unasked.
const { countUrl } = document.querySelector("script[data-count-url]").dataset;

function say() {
  navigator.sendBeacon(countUrl, new URLSearchParams({ from: document.referrer }));
}

if (document.prerendering) {
  document.addEventListener("prerenderingchange", say, { once: true });
} else {
  say();
}
